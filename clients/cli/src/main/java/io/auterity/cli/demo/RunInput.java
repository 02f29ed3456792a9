package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The complaints of a file as the workflow takes them. */
final class RunInput {

  // Room for the classes and whatever else goes into the request.
  private static final int BESIDE = 1 << 16;

  static void fill(ArrayNode complaints, ComplaintFile file) {
    file.complaints().forEach(complaint -> complaints.add(item(file, complaint)));
  }

  /**
   * Refuses more than one request can bring.
   *
   * @param rows of the file's complaints, in their order
   */
  static void checkSize(ComplaintFile file, List<InputRow> rows, ServerLimits limits) {
    long bytes = BESIDE;
    long line = 0;
    for (int i = 0; i < rows.size(); i++) {
      bytes +=
          ApiClient.mapper().writeValueAsBytes(item(file, file.complaints().get(i))).length + 1;
      if (line == 0 && bytes > limits.inputBytes()) {
        line = rows.get(i).line();
      }
    }
    if (line > 0) {
      throw CliException.badInput(
          "%s: line %d: the complaints up to here are more than the server takes at once (%,d bytes); %s"
              .formatted(file.path(), line, limits.inputBytes(), limits.remedy(bytes)));
    }
  }

  private static ObjectNode item(ComplaintFile file, Complaint complaint) {
    ObjectNode item = ApiClient.mapper().createObjectNode();
    item.put("id", complaint.id()).put("narrative", complaint.narrative());
    return complaint.recorded() ? item.put("sample", file.sample(complaint)) : item;
  }
}
