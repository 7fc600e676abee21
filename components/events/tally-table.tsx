/** A few values with their figures, in a sheet. `columns` are the heads of the figures. */
export function TallyTable(props: {
  title: string;
  columns: readonly string[];
  rows: readonly { value: string; figures: readonly string[] }[];
}) {
  return (
    <table className="w-full table-fixed text-13/5">
      <thead>
        <tr className="border-b border-line text-12 text-fg-3">
          <th scope="col" className="pb-1 text-left font-medium text-fg">
            {props.title}
          </th>
          {props.columns.map((column) => (
            <th key={column} scope="col" className="w-28 pb-1 text-right font-normal max-md:w-20">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map(({ value, figures }) => (
          <tr key={value} className="border-b border-line last:border-0">
            <td className="py-1 pr-3 wrap-anywhere">{value}</td>
            {figures.map((figure, place) => (
              <td key={props.columns[place]} className="py-1 text-right align-top tabular-nums">
                {figure}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
