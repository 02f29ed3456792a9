package io.auterity.workflow.definition;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The JSON Schema of a workflow, for editors and for the published wire. */
public final class WorkflowSchema {

  private static final String RESOURCE = "workflow.schema.json";
  private static final int MAX_STRING = 10_000;

  private WorkflowSchema() {}

  /** The published text. */
  public static byte[] text() {
    try (InputStream in = WorkflowSchema.class.getResourceAsStream(RESOURCE)) {
      return Objects.requireNonNull(in, RESOURCE).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Json.Obj json() {
    return new JsonReader(MAX_STRING).readObject(text());
  }
}
