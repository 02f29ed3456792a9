/** The text that a new connector begins with: it can work, and covers one operation. */
export const begun = `plugin: acme
format: 1
version: 0.1.0
summary: Issues of Acme
config:
  url: {type: string, format: uri, description: Where Acme is}
servers:
  api: {url: "\${config.url}"}
auth: [{kind: bearer}]
check: {request: GET /me}
headers: {accept: application/json}
samples: {name: Debts, key: DEBT}
connectors:
  acme:
    kind: tracker
    operations:
      project.create:
        request: POST /projects
        body: {name: "\${input.name}", text: "\${input.description}"}
        result: {ref: "\${body.id}", key: "\${body.id}", name: "\${input.name}", description: "\${body.text}"}
`;
