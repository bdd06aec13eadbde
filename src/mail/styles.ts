const font = "font-family:'Segoe UI',-apple-system,BlinkMacSystemFont,Roboto,'Helvetica Neue',Arial,sans-serif;";
const ink = 'color:#1c2733;';
const muted = 'color:#52606d;';

/**
 * Inline styles of the mail's HTML, since many mail programs drop style sheets; what they keep of one (small screens, dark mode) is in `styleSheet`.
 * Contrast is at least 4.5:1 (WCAG 1.4.3) in both colour schemes.
 */
export const styles = {
  body: `margin:0;padding:0;background-color:#eef1f4;${font}${ink}`,
  page: 'width:100%;background-color:#eef1f4;',
  outer: 'padding:24px 12px;',
  sheet: 'width:100%;max-width:680px;background-color:#ffffff;border:1px solid #d5dbe1;border-top:4px solid #14532d;',
  content: `padding:32px 40px;${font}${ink}font-size:16px;line-height:1.55;text-align:left;`,
  sender: `margin:0 0 24px;${muted}font-size:14px;letter-spacing:0.02em;`,
  title: `margin:0 0 20px;${ink}font-size:26px;line-height:1.25;font-weight:600;overflow-wrap:anywhere;word-break:break-word;`,
  paragraph: 'margin:0 0 12px;overflow-wrap:anywhere;word-break:break-word;',
  heading: `margin:36px 0 12px;padding:0 0 6px;border-bottom:1px solid #d5dbe1;${ink}font-size:19px;line-height:1.3;font-weight:600;`,
  box: 'margin:24px 0;padding:20px 24px 12px;background-color:#f0f6f1;border-left:4px solid #14532d;',
  boxHeading: `margin:0 0 12px;${ink}font-size:17px;line-height:1.3;font-weight:600;`,
  boxLabel: `margin:0;${muted}font-size:14px;`,
  boxValue: `margin:0 0 12px;${ink}font-size:18px;line-height:1.35;font-weight:600;overflow-wrap:anywhere;`,
  boxMore: `margin:-8px 0 12px;${ink}font-size:15px;`,
  code: `margin:24px 0;padding:20px 12px;background-color:#f0f6f1;text-align:center;${ink}font-family:Consolas,Menlo,monospace;font-size:34px;letter-spacing:0.12em;`,
  action: 'margin:28px 0 12px;',
  button:
    'display:inline-block;padding:14px 28px;background-color:#14532d;border:1px solid #14532d;border-radius:4px;color:#ffffff;font-size:17px;font-weight:600;text-decoration:none;',
  hint: `margin:0 0 8px;${muted}font-size:14px;`,
  url: `margin:0 0 24px;font-size:13px;line-height:1.45;overflow-wrap:anywhere;word-break:break-all;`,
  link: 'color:#14532d;text-decoration:underline;',
  table: 'width:100%;border-collapse:collapse;margin:0 0 12px;table-layout:fixed;',
  label: `width:36%;padding:7px 16px 7px 0;vertical-align:top;text-align:left;${muted}font-size:15px;font-weight:400;overflow-wrap:anywhere;`,
  value: `padding:7px 0;vertical-align:top;text-align:left;${ink}font-size:15px;overflow-wrap:anywhere;word-break:break-word;`,
  line: 'margin:0 0 3px;',
  comparisonLabel: `padding:12px 0 2px;text-align:left;${ink}font-size:15px;font-weight:600;overflow-wrap:anywhere;`,
  columnLabel: `margin:0;${muted}font-size:13px;`,
  before: `width:50%;padding:6px 12px;vertical-align:top;text-align:left;background-color:#f5f6f8;${ink}font-size:15px;overflow-wrap:anywhere;word-break:break-word;`,
  after: `width:50%;padding:6px 12px;vertical-align:top;text-align:left;background-color:#f0f6f1;${ink}font-size:15px;overflow-wrap:anywhere;word-break:break-word;`,
  list: 'margin:0 0 12px;padding:0 0 0 20px;',
  item: `margin:0 0 10px;${ink}font-size:15px;overflow-wrap:anywhere;`,
  quote: `margin:0 0 12px;padding:4px 0 4px 16px;border-left:3px solid #b8c2cc;${ink}font-size:15px;overflow-wrap:anywhere;`,
  footer: `margin:40px 0 0;padding:16px 0 0;border-top:1px solid #d5dbe1;${muted}font-size:13px;line-height:1.5;`,
} as const;

export const styleSheet = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (max-width:520px){
.outer{padding:0!important}
.content{padding:24px 18px!important}
.title{font-size:22px!important}
.box{padding:16px 16px 8px!important}
.row,.label,.value,.before,.after,.comparisonLabel{display:block!important;width:auto!important}
.table{display:block!important}
.table tbody{display:block!important}
.label{padding:8px 0 0!important;font-size:14px!important}
.value{padding:0 0 4px!important;font-size:16px!important}
.button{display:block!important;text-align:center!important;padding:14px 12px!important}
}
@media (prefers-color-scheme:dark){
.body,.page{background-color:#12181f!important}
.sheet{background-color:#1b232c!important;border-color:#33414f!important;border-top-color:#7fc79a!important}
.content,.title,.heading,.boxHeading,.boxValue,.boxMore,.value,.before,.after,.quote,.code,.comparisonLabel{color:#eef2f5!important}
.sender,.boxLabel,.hint,.label,.columnLabel,.footer{color:#b3bfca!important}
.heading,.footer{border-color:#33414f!important}
.box,.code,.after{background-color:#1f3327!important;border-color:#7fc79a!important}
.before{background-color:#26303b!important}
.quote{border-color:#5b6b7a!important}
.button{background-color:#7fc79a!important;border-color:#7fc79a!important;color:#0c1510!important}
.link{color:#8fd3a8!important}
}
`;
