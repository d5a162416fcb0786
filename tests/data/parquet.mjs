// Parquet files as Hugging Face lays them out, with hyparquet-writer 0.17.0 (node 20.20):
// npm install hyparquet-writer@0.17.0, then node parquet.mjs. Images are those of images/.
import { readFileSync, writeFileSync } from 'node:fs'
import { ByteWriter, parquetWrite } from 'hyparquet-writer'

const here = new URL('.', import.meta.url)
const names = ['grey-8.png', 'rgb-8.png', 'grey.jpg', 'lossy.webp', 'rgb-420.jpg']
const bytes = names.map((name) => new Uint8Array(readFileSync(new URL(`images/${name}`, here))))
const classes = { _type: 'ClassLabel', names: ['cat', 'dog'] }
const note = JSON.stringify({ info: { features: { image: { _type: 'Image' }, label: classes } } })

function write(file, options) {
  const writer = new ByteWriter()
  parquetWrite({ writer, ...options })
  writeFileSync(new URL(`parquet/${file}`, here), new Uint8Array(writer.getBuffer()))
}

const group = (name) => [
  { name, num_children: 2, repetition_type: 'OPTIONAL' },
  { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
  { name: 'path', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
]

// Rows: an image with a name, without one, no image, no group, bytes that are no image, and an image twice.
const rows = [
  { bytes: bytes[0], path: names[0] },
  { bytes: bytes[1], path: null },
  { bytes: null, path: 'gone.png' },
  null,
  { bytes: new TextEncoder().encode('no image'), path: 'text.txt' },
  { bytes: bytes[2], path: names[2] },
  { bytes: bytes[2], path: names[2] },
  { bytes: bytes[2], path: names[2] },
  { bytes: bytes[3], path: names[3] },
  { bytes: bytes[4], path: names[4] },
]
write('hugging-face.parquet', {
  columnData: [
    { name: 'image', data: rows },
    { name: 'label', data: [0, 1, 0, 1, 0, 1, 0, 1, 0, 1].map(BigInt) },
  ],
  schema: [
    { name: 'root', num_children: 2 },
    ...group('image'),
    { name: 'label', type: 'INT64', repetition_type: 'OPTIONAL' },
  ],
  kvMetadata: [{ key: 'huggingface', value: note }],
  rowGroupSize: 4,
})
for (const encoding of ['PLAIN', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY', 'RLE_DICTIONARY']) {
  write(`${encoding.toLowerCase().replaceAll('_', '-')}.parquet`, {
    columnData: [{ name: 'img', data: [...bytes, ...bytes], encoding }],
    schema: [
      { name: 'root', num_children: 1 },
      { name: 'img', type: 'BYTE_ARRAY', repetition_type: 'REQUIRED' },
    ],
    pageSize: 700,
    codec: 'UNCOMPRESSED',
  })
}

// Bytes that begin as a BMP does, of many lengths, whose differences fill several blocks.
const many = Array.from({ length: 1000 }, (_, row) =>
  Uint8Array.from([66, 77, ...new Array(row % 37).fill(0), row & 255, row >> 8]))
write('many.parquet', {
  columnData: [{ name: 'img', data: many, encoding: 'DELTA_LENGTH_BYTE_ARRAY' }],
  schema: [
    { name: 'root', num_children: 1 },
    { name: 'img', type: 'BYTE_ARRAY', repetition_type: 'REQUIRED' },
  ],
})
