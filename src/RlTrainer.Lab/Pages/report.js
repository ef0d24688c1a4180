import { query, segments } from '/assets/lab.js';

const run = query('run');
document.title = `Report of ${run} · RlTrainer lab`;
document.getElementById('replay').href = `/replay?run=${encodeURIComponent(run)}`;
document.getElementById('report').src = `/files/runs/${segments(run)}/evaluation/report.html`;
