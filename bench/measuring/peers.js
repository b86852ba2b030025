// Runs the Node libraries for bench/speed.py: one order as a line of JSON on stdin, one answer as a line on stdout.
//   {"load": key, "peer": name, "template": path, "data": path}  -> {"bytes": n}  reads both, renders once
//   {"run": key, "times": n}                                     -> {"cpu": seconds, "bytes": n}
//   {"save": key, "to": path}                                    -> {"bytes": n}
// CPU is user and system time of the whole process, with its garbage collector and compiler threads.
const fs = require('node:fs');
const path = require('node:path');
const readline = require('node:readline');
const { createRequire } = require('node:module');

const load = createRequire(path.join(path.resolve(process.argv[2]), 'x.js'));

const peers = {
  docxtemplater() {
    const PizZip = load('pizzip');
    const Docxtemplater = load('docxtemplater');
    return (template, data) => {
      const doc = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
      doc.render(data);
      return doc.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
    };
  },
  'easy-template-x'() {
    const { TemplateHandler } = load('easy-template-x');
    return (template, data) => new TemplateHandler().process(template, data);
  },
  'docx-templates'() {
    const { createReport } = load('docx-templates');
    const fixed = { cmdDelimiter: ['{', '}'], noSandbox: true, processLineBreaksAsNewText: true, compressionLevel: 6,
      maximumWalkingDepth: 1e9 };
    return (template, data) => createReport({ template, data, ...fixed });
  },
  carbone() {
    const carbone = load('carbone');
    return (template, data, file) =>
      new Promise((done, fail) =>
        carbone.render(file, data, (error, result) => (error ? fail(error) : done(result))));
  },
};
const ready = {};
const works = {};

async function answer(order) {
  if (order.load) {
    const render = (ready[order.peer] ??= peers[order.peer]());
    const template = fs.readFileSync(order.template);
    const data = JSON.parse(fs.readFileSync(order.data, 'utf8'));
    works[order.load] = () => render(template, data, order.template);
    return { bytes: (await works[order.load]()).length };
  }
  const work = works[order.run ?? order.save];
  if (order.save) {
    const made = await work();
    fs.writeFileSync(order.to, made);
    return { bytes: made.length };
  }
  const begun = process.cpuUsage();
  for (let i = 0; i < order.times; i++) await work();
  const spent = process.cpuUsage(begun);
  return { cpu: (spent.user + spent.system) / 1e6 };
}

(async () => {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    let told;
    try {
      told = await answer(JSON.parse(line));
    } catch (error) {
      const inner = error?.properties?.errors ?? [];
      told = { error: [error.message, ...inner.map((e) => e.properties?.explanation ?? e.message)].join('; ') };
    }
    process.stdout.write(JSON.stringify(told) + '\n');
  }
})();
