#!/usr/bin/env cwl-runner
# Writes the crate of the run, from what each step told of itself.
cwlVersion: v1.2
class: CommandLineTool
baseCommand: [omicroutes, crate, gather]
requirements:
  InlineJavascriptRequirement: {}
  NetworkAccess: {networkAccess: false}
hints:
  SoftwareRequirement: {packages: {omicroutes: {version: [0.1.0]}}}
  DockerRequirement: {dockerPull: 'omicroutes:0.1.0'}
  ResourceRequirement: {coresMin: 1, ramMin: 2048}
arguments:
  - --language=CWL
  - --definition=workflow/$(inputs.definition.basename)=$(inputs.definition.path)
  - valueFrom: '$(inputs.parameters.map(function (p) { return "--parameter=" + p; }))'
  - valueFrom: '$(inputs.files.map(function (f) { return "--result=" + f.basename + "=" + f.path; }))'
  - --result=$(inputs.model_folder.basename)=$(inputs.model_folder.path)
  - --input=network=$(inputs.network.path)
  - valueFrom: '$(inputs.samplesheet ? "--input=samplesheet=" + inputs.samplesheet.path : null)'
inputs:
  records: {type: 'File[]', doc: What the steps told., inputBinding: {position: 1}}
  definition: {type: File, doc: The workflow's own file.}
  parameters: {type: 'string[]', doc: "The workflow's: NAME=VALUE."}
  files: {type: 'File[]', doc: Results.}
  model_folder: {type: Directory, doc: A folder of results.}
  network: File
  samplesheet: File?
  engine: {type: string?, inputBinding: {prefix: --engine}}
  engine_version: {type: string?, inputBinding: {prefix: --engine-version}}
  agent: {type: string?, inputBinding: {prefix: --agent}}
outputs:
  crate: {type: File, outputBinding: {glob: ro-crate-metadata.json}}
