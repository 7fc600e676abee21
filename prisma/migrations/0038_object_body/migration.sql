-- Bodies of objects are handed out in parts alone (object_body_part): nothing asks for a whole one any more.
drop function object_body(bigint);
