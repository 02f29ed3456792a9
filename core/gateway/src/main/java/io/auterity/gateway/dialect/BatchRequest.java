package io.auterity.gateway.dialect;

import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.BatchOrder;
import java.util.List;

/**
 * A batch request.
 *
 * @param lines none where they stand in a file
 */
public record BatchRequest(BatchOrder order, List<BatchLine> lines) {
  public BatchRequest {
    lines = List.copyOf(lines);
  }
}
