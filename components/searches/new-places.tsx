import { Note } from '#components/ui/note.tsx';
import { Panel } from '#components/ui/panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { countryName, opensOnly, placeQuery } from '#lib/searches/prepare-new-places.ts';
import {
  DAYS_BEFORE,
  type NewPlace,
  type NewPlaces as Places,
} from '#lib/searches/queries/list-new-places.ts';
import { NewPlacesPanel, type PlaceRow } from './new-places-panel.tsx';

/** The regions and countries that accounts were used from for the first time in a while. */
export function NewPlaces(props: {
  places: Places;
  accountNames: Readonly<Record<string, string>>;
  eventsHref: string;
  zone: string;
}) {
  const { places, accountNames, eventsHref, zone } = props;
  const toRow =
    (kind: 'region' | 'country') =>
    (place: NewPlace): PlaceRow => ({
      key: `${place.accountId} ${place.value}`,
      place: kind === 'country' ? placeName(place) : place.value,
      opens: kind === 'country' ? opensOnly(place) : undefined,
      account: [accountNames[place.accountId], place.accountId].filter(Boolean).join(' '),
      events: place.events,
      errors: place.errors,
      firstSeen: place.firstSeen.toISOString(),
      href: `${eventsHref}?${placeQuery(place, kind, places.period)}`,
    });
  if (places.accountsCompared === 0) return <NothingToCompare young={places.accountsWithoutPast} />;
  return (
    <>
      <Notes places={places} />
      <NewPlacesPanel
        id="regions"
        title="Regions used for the first time"
        column="Region"
        places={places.regions.map(toRow('region'))}
        none={`No account was used in a region that it was not used in during the ${DAYS_BEFORE} days before.`}
        zone={zone}
      />
      <NewPlacesPanel
        id="countries"
        title="Countries used from for the first time"
        column="Country"
        places={places.countries.map(toRow('country'))}
        none={`No account was used from a country that it was not used from during the ${DAYS_BEFORE} days before.`}
        zone={zone}
      />
    </>
  );
}

function NothingToCompare({ young }: { young: number }) {
  return (
    <Panel>
      <EmptyState title={young === 0 ? 'No events to compare' : 'No past to compare with'}>
        {young === 0
          ? `There are no events in this period, nor in the ${DAYS_BEFORE} days before it.`
          : `There are no events in the ${DAYS_BEFORE} days before this period. Choose a shorter one, which leaves days before it.`}
      </EmptyState>
    </Panel>
  );
}

function placeName({ value, addressCount }: NewPlace): string {
  return `${countryName(value)}, ${addressCount} ${addressCount === 1 ? 'address' : 'addresses'}`;
}

function Notes({ places: { accountsWithoutPast: young, truncated } }: { places: Places }) {
  return (
    <>
      {young > 0 && (
        <Note tone="info">
          {young === 1 ? 'One account has' : `${young} accounts have`} no events in the {DAYS_BEFORE} days
          before this period, so nothing of {young === 1 ? 'it' : 'them'} can be called new. Choose a shorter
          period to compare with what there is.
        </Note>
      )}
      {truncated && <Note tone="warn">These are the latest 200 of more. Choose a shorter period.</Note>}
    </>
  );
}
