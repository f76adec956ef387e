namespace Advance.Reporting.Document;

/// <summary>How a report looks, on a screen and on A4.</summary>
internal static class Style
{
    public const string Css = """
        :root { --ink: #1b1f24; --soft: #57606a; --line: #d0d7de; --band: #f6f8fa; --accent: #0b4f6c; }
        * { box-sizing: border-box; }
        body { margin: 0; background: #fff; color: var(--ink); font: 16px/1.5 "Inter", "Noto Sans", "Segoe UI", Helvetica, Arial, sans-serif; }
        main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
        header { border-bottom: 3px solid var(--accent); margin-bottom: 1.25rem; }
        h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 .25rem; }
        h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; color: var(--accent); break-after: avoid; }
        .subtitle { margin: 0 0 1rem; color: var(--soft); }
        dl.facts { margin: 0; display: grid; gap: .25rem; }
        dl.facts div { display: grid; grid-template-columns: 13rem 1fr; }
        dt { color: var(--soft); }
        dd { margin: 0; overflow-wrap: anywhere; }
        ul.key { list-style: none; margin: 1.5rem 0 0; padding: 0; display: grid; grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); gap: .75rem; }
        ul.key li { border: 1px solid var(--line); border-top: 3px solid var(--accent); padding: .75rem 1rem; display: grid; break-inside: avoid; align-content: start; }
        ul.key strong { font-size: 1.6rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
        ul.key span { color: var(--soft); font-size: .9rem; }
        table { width: 100%; border-collapse: collapse; margin: .5rem 0 1rem; font-size: .92rem; }
        caption { text-align: left; color: var(--soft); padding-bottom: .35rem; }
        th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
        thead th { background: var(--band); border-bottom: 2px solid var(--line); }
        tbody th { font-weight: 500; }
        .n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .muted { color: var(--soft); font-style: italic; }
        li { margin: .25rem 0; }
        .verification { border: 1px solid var(--line); background: var(--band); padding: 1rem 1.25rem; break-inside: avoid; }
        .verification dd { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .88rem; }
        @page { size: A4; margin: 18mm 16mm; }
        @media print {
          body { font-size: 10.5pt; } main { max-width: none; padding: 0; } tr { break-inside: avoid; } thead { display: table-header-group; }
        }
        @media (max-width: 40rem) { dl.facts div { grid-template-columns: 1fr; } }

        """;
}
