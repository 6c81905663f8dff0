// How the report looks: its style sheet, kept apart from what it says.
#pragma once

namespace seven {

inline constexpr const char* kReportStyle = R"css(
:root {
  color-scheme: light dark;
  --page: #f4f5f7; --card: #ffffff; --ink: #1b2027; --soft: #626c78; --line: #e2e5ea;
  --accent: #2a78d6; --right: #2b9a66; --wrong: #d4493f; --bar: #b4bcc8;
  --series-1: #2a78d6; --series-2: #e0702f; --series-3: #2b9a66; --series-4: #9455c4;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #101317; --card: #191d23; --ink: #e7eaee; --soft: #98a2ae; --line: #2b3139;
    --accent: #6aa9f2; --right: #4cc38a; --wrong: #f0766b; --bar: #4b5563;
    --series-1: #6aa9f2; --series-2: #f29a5e; --series-3: #4cc38a; --series-4: #c08ae8;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 44px 20px 72px; }
.eyebrow { margin: 0; color: var(--accent); font-weight: 600; letter-spacing: .02em; }
h1 { margin: 6px 0 10px; max-width: 20em; font-size: clamp(30px, 5.4vw, 52px); line-height: 1.1; letter-spacing: -.02em; text-wrap: balance; }
h2 { margin: 0 0 4px; font-size: 22px; letter-spacing: -.01em; }
p { margin: 0 0 12px; max-width: 68ch; }
.lead { font-size: 18px; color: var(--soft); }
.note { color: var(--soft); margin-bottom: 16px; }
section { margin-top: 22px; padding: 24px; background: var(--card); border: 1px solid var(--line); border-radius: 14px; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(160px, 1fr)); gap: 10px; margin: 26px 0 0; }
.facts div { display: flex; flex-direction: column; justify-content: space-between; gap: 4px; padding: 12px 14px; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.facts dt { color: var(--soft); font-size: 13px; line-height: 1.3; }
.facts dd { margin: 0; font-size: 20px; overflow-wrap: anywhere; font-weight: 650; letter-spacing: -.01em; font-variant-numeric: tabular-nums; }
.machine { margin: 12px 0 0; color: var(--soft); font-size: 14px; max-width: none; }
.two { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 20px; }
svg { display: block; width: 100%; height: auto; }
.filters { display: block; width: 100%; max-width: 900px; margin: 0 auto; image-rendering: pixelated; border-radius: 6px; background: #fff; }
.pictures { display: grid; grid-template-columns: repeat(auto-fill, minmax(290px, 1fr)); gap: 14px; }
.picture { display: flex; gap: 14px; padding: 12px; border: 1px solid var(--line); border-left: 4px solid var(--right); border-radius: 10px; }
.picture.missed { border-left-color: var(--wrong); }
.picture img { width: 104px; height: 104px; object-fit: cover; image-rendering: pixelated; border-radius: 6px; flex: none; }
.answers { flex: 1; min-width: 0; font-size: 13px; }
.answers b { display: block; margin-bottom: 2px; font-size: 15px; }
.answers b i { font-style: normal; color: var(--right); }
.missed .answers b i { color: var(--wrong); }
.answer { position: relative; display: flex; justify-content: space-between; gap: 8px; margin-top: 2px; padding: 0 6px; border-radius: 4px; line-height: 1.4; color: var(--soft); overflow: hidden; }
.answer span { position: relative; white-space: nowrap; font-variant-numeric: tabular-nums; }
.answer .bar { position: absolute; inset: 0 auto 0 0; min-width: 3px; border-radius: 4px; background: var(--bar); opacity: .55; }
.answer.yes { color: var(--ink); font-weight: 600; }
.answer.yes .bar { background: var(--right); opacity: .45; }
.answer.no { color: var(--ink); }
.answer.no .bar { background: var(--wrong); opacity: .45; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
.layers { width: 100%; font-size: 15px; }
.layers th { text-align: left; color: var(--soft); font-weight: 500; font-size: 13px; }
.layers th, .layers td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
.layers .number { text-align: right; }
.confusion { font-size: 13px; margin: 0 auto; }
.confusion td { width: 52px; min-width: 34px; height: 34px; padding: 0; text-align: center; border: 2px solid var(--card); border-radius: 6px; }
.confusion th { font-weight: 500; color: var(--soft); text-align: right; padding: 0 10px 0 0; white-space: nowrap; }
.confusion thead th { height: 92px; padding: 0 0 6px; vertical-align: bottom; text-align: center; }
.confusion thead span { writing-mode: vertical-rl; transform: rotate(180deg); }
.confusion .hit { background: color-mix(in srgb, var(--right) calc(var(--share) * 1%), transparent); }
.confusion .miss { background: color-mix(in srgb, var(--wrong) calc(var(--share) * 1%), transparent); }
.confusion .none { color: var(--soft); opacity: .45; }
pre { margin: 0 0 14px; padding: 12px 16px; overflow-x: auto; background: var(--page); border: 1px solid var(--line); border-radius: 8px; font: 15px/1.5 ui-monospace, Menlo, Consolas, monospace; }
footer { margin-top: 24px; color: var(--soft); font-size: 14px; }
@media (max-width: 520px) {
  main { padding: 26px 12px 48px; }
  section { padding: 18px 14px; border-radius: 12px; }
  .facts { grid-template-columns: 1fr 1fr; }
  .facts dd { font-size: 18px; }
  .confusion { font-size: 11px; }
  .confusion th { padding-right: 6px; }
  .confusion td { min-width: 23px; height: 26px; border-width: 1px; }
  .layers { font-size: 13px; }
  .layers th, .layers td { padding-right: 10px; }
}
@media print { section, .picture { break-inside: avoid; } }
)css";

}  // namespace seven
