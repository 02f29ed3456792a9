package io.auterity.server.runs.values;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import io.auterity.workflow.view.StepExecution;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;

/**
 * Values that are left out of an answer when they are large; in their place stands how large they
 * are and where the whole value is read.
 *
 * @param owner path of the run or step that they belong to
 * @param query tells its executions apart; empty for the first
 */
public record CappedValues(String owner, String query) {

  private static final int INPUT = 64 << 10;
  private static final int OUTPUT = 1 << 20;

  public static CappedValues of(UUID run) {
    return new CappedValues("/api/v1/runs/" + Invocation.RUN_ID.write(run), "");
  }

  public static CappedValues of(UUID run, StepExecution step) {
    String key = UriUtils.encodePathSegment(step.key(), StandardCharsets.UTF_8);
    return new CappedValues(
        of(run).owner + "/steps/" + key, step.round() == 0 ? "" : "?round=" + step.round());
  }

  public Json input(@Nullable Json value) {
    return value == null ? Json.NULL : fold(value, INPUT, "/input");
  }

  public @Nullable Json output(@Nullable Json value) {
    return value == null ? null : fold(value, OUTPUT, "/output");
  }

  private Json fold(Json value, int most, String name) {
    int size = JsonWriter.bytes(value).length;
    return size <= most
        ? value
        : Json.EMPTY
            .with("truncated", Json.of(true))
            .with("size", Json.of(size))
            .with("at", Json.of(owner + name + query));
  }
}
