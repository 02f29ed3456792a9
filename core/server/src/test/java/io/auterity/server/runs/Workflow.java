package io.auterity.server.runs;

import io.auterity.server.Client;
import io.auterity.server.Reply;

/** Workflows for tests. */
public final class Workflow {

  /** Doubles numbers, sorts them by size, pauses, counts. */
  private static final String SIZES =
      """
      kind: workflow
      id: sizes
      spec:
        input:
          numbers: {type: array, items: {type: integer}}
          pause: {type: string, default: 0s}
        steps:
          - id: all
            each: ${input.numbers}
            as: n
            concurrency: 2
            steps:
              - {id: twice, transform: "${n * 2}"}
              - id: size
                branch:
                  - {when: "${twice > 4}", steps: [{id: large, transform: large}]}
                  - {else: [{id: small, transform: small}]}
          - {id: pause, wait: "${input.pause}"}
          - {id: total, transform: "${size(all)}"}
        output: "${{'sizes': all, 'count': total}}"
      """;

  private Workflow() {}

  /** Puts the workflow {@code sizes} in force. */
  public static Client sizes(Client client) {
    client.apply(SIZES);
    return client;
  }

  /** Starts it with three numbers and a pause. */
  public static Reply start(Client client, String pause, String more) {
    return client.post(
        "/api/v1/workflows/sizes/runs",
        "{\"input\": {\"numbers\": [1, 2, 3], \"pause\": \"%s\"}%s}".formatted(pause, more));
  }

  /** Starts it; its id. */
  public static String started(Client client, String pause) {
    Reply reply = start(client, pause, "");
    if (reply.status() != 202) {
      throw new AssertionError(reply.toString());
    }
    return reply.text("id");
  }
}
