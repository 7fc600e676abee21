import Link from 'next/link';
import { AuthCard } from '#components/auth/auth-card.tsx';
import { Button } from '#components/ui/button.tsx';

export default function UnknownAddressPage() {
  return (
    <AuthCard title="There is nothing here" intro="The address is wrong, or the page has gone.">
      <Button asChild variant="primary" size="form">
        <Link href="/">Go to Home</Link>
      </Button>
    </AuthCard>
  );
}
