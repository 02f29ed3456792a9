package io.auterity.connector.check;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblem;
import io.auterity.connector.plan.ConnectorPlan;
import java.util.List;
import java.util.Map;

/**
 * A file that can work.
 *
 * @param plans by id of the connector
 * @param warnings operations of a kind that no connector of it mentions
 */
public record CheckedFile(
    ConnectorFile file, Map<String, ConnectorPlan> plans, List<FileProblem> warnings) {
  public CheckedFile {
    plans = Map.copyOf(plans);
    warnings = List.copyOf(warnings);
  }
}
