package io.auterity.gateway.openai;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.gateway.dialect.BatchRequest;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.jobs.batch.BadLineException;
import io.auterity.jobs.batch.BatchError;
import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.BatchOrder;
import io.auterity.jobs.batch.BatchQuery;
import io.auterity.jobs.batch.BatchState;
import io.auterity.jobs.batch.BatchTimes;
import io.auterity.jobs.batch.BatchWire;
import io.auterity.jobs.batch.CallBatch;
import io.auterity.jobs.batch.LineAnswer;
import io.auterity.jobs.batch.LineEnd;
import io.auterity.jobs.batch.LineState;
import io.auterity.jobs.file.StoredFile;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** OpenAI's batches, whose lines and results lie in files. */
final class BatchForms {

  private static final int MOST = 100;
  private static final int USUAL = 20;
  private static final int MOST_METADATA = 16;
  private static final int LONGEST_CUSTOM_ID = 512;

  /** One thing that can be done with batches. */
  record Batches(Act act, Wire wire, JsonReader json) implements Form.Batches {

    @Override
    public UUID id(Question question) {
      return CallBatch.ID.read(question.named());
    }

    @Override
    public BatchRequest read(Question question) {
      RequestFields fields = RequestFields.of("", json.read(question.body()));
      String input = fields.requiredText("input_file_id");
      String endpoint = fields.requiredText("endpoint");
      String window = fields.requiredText("completion_window");
      if (!window.equals("24h")) {
        throw FieldRefusals.invalid("completion_window", "must be '24h'");
      }
      String metadata = metadata(fields.take("metadata"));
      Duration kept = kept(fields.take("output_expires_after"));
      fields.refuseRest();
      BatchOrder order =
          new BatchOrder(PartReader.DIALECT, endpoint, StoredFile.ID.read(input), metadata, kept);
      return new BatchRequest(order, List.of());
    }

    private static @Nullable String metadata(@Nullable Json given) {
      if (given == null) {
        return null;
      }
      if (!(given instanceof Json.Obj(Map<String, Json> pairs))) {
        throw FieldRefusals.wrongType("metadata", "an object", given);
      }
      boolean fits =
          pairs.size() <= MOST_METADATA
              && pairs.entrySet().stream()
                  .allMatch(
                      pair ->
                          pair.getKey().length() <= 64
                              && pair.getValue() instanceof Json.Str(String text)
                              && text.length() <= 512);
      if (!fits) {
        throw FieldRefusals.invalid(
            "metadata", "must be up to 16 texts of 512 characters under names of 64");
      }
      return given.toString();
    }

    private static @Nullable Duration kept(@Nullable Json given) {
      if (given == null) {
        return null;
      }
      RequestFields fields = RequestFields.of("output_expires_after", given);
      Integer seconds = fields.integer("seconds");
      String anchor = fields.text("anchor");
      fields.refuseRest();
      return FileForms.kept(
          anchor, seconds == null ? null : seconds.toString(), "output_expires_after");
    }

    @Override
    public BatchQuery query(Question question) {
      String after = question.query().get("after");
      return new BatchQuery(
          after == null ? null : CallBatch.ID.read(after),
          null,
          FileForms.limit(question.query().get("limit"), USUAL, MOST));
    }

    @Override
    public byte[] write(CallBatch batch) {
      return JsonBody.bytes(out -> new BatchWriter(out, json).write(batch));
    }

    @Override
    public byte[] write(List<CallBatch> page, boolean more) {
      return JsonBody.bytes(
          out -> {
            out.writeStartObject();
            out.writeStringProperty("object", "list");
            out.writeArrayPropertyStart("data");
            page.forEach(new BatchWriter(out, json)::write);
            out.writeEndArray();
            out.writeName("first_id");
            out.writeString(page.isEmpty() ? null : CallBatch.ID.write(page.getFirst().id()));
            out.writeName("last_id");
            out.writeString(page.isEmpty() ? null : CallBatch.ID.write(page.getLast().id()));
            out.writeBooleanProperty("has_more", more);
            out.writeEndObject();
          });
    }

    // OpenAI keeps batches.
    @Override
    public byte[] deleted(UUID batch) {
      throw new UnsupportedOperationException();
    }
  }

  private record BatchWriter(JsonGenerator out, JsonReader json) {

    void write(CallBatch batch) {
      out.writeStartObject();
      out.writeStringProperty("id", CallBatch.ID.write(batch.id()));
      out.writeStringProperty("object", "batch");
      out.writeStringProperty("endpoint", batch.order().endpoint());
      errors(batch.errors());
      file("input_file_id", batch.order().inputFile());
      out.writeStringProperty("completion_window", "24h");
      out.writeStringProperty("status", batch.state().wire());
      file("output_file_id", batch.outputFile());
      file("error_file_id", batch.errorFile());
      times(batch.times(), batch.state());
      out.writeObjectPropertyStart("request_counts");
      out.writeNumberProperty("total", batch.counts().total());
      out.writeNumberProperty("completed", batch.counts().succeeded());
      out.writeNumberProperty("failed", batch.counts().failed());
      out.writeEndObject();
      String metadata = batch.order().metadata();
      if (metadata == null) {
        out.writeNullProperty("metadata");
      } else {
        JsonWriter.field(out, "metadata", json.read(metadata.getBytes(UTF_8)));
      }
      out.writeEndObject();
    }

    private void times(BatchTimes times, BatchState state) {
      time("created_at", times.created());
      time("in_progress_at", times.started());
      time("expires_at", times.expires());
      time("finalizing_at", times.finalizing());
      time("completed_at", state == BatchState.COMPLETED ? times.ended() : null);
      time("failed_at", state == BatchState.FAILED ? times.ended() : null);
      time("expired_at", state == BatchState.EXPIRED ? times.ended() : null);
      time("cancelling_at", times.cancelling());
      time("cancelled_at", state == BatchState.CANCELLED ? times.ended() : null);
    }

    private void time(String name, @Nullable Instant time) {
      if (time == null) {
        out.writeNullProperty(name);
      } else {
        out.writeNumberProperty(name, time.getEpochSecond());
      }
    }

    private void file(String name, @Nullable UUID file) {
      out.writeName(name);
      out.writeString(file == null ? null : StoredFile.ID.write(file));
    }

    private void errors(List<BatchError> errors) {
      if (errors.isEmpty()) {
        out.writeNullProperty("errors");
        return;
      }
      out.writeObjectPropertyStart("errors");
      out.writeStringProperty("object", "list");
      out.writeArrayPropertyStart("data");
      errors.forEach(this::error);
      out.writeEndArray();
      out.writeEndObject();
    }

    private void error(BatchError error) {
      out.writeStartObject();
      out.writeStringProperty("code", error.code());
      out.writeStringProperty("message", error.message());
      out.writeName("param");
      out.writeString(error.param());
      if (error.line() == null) {
        out.writeNullProperty("line");
      } else {
        out.writeNumberProperty("line", error.line());
      }
      out.writeEndObject();
    }
  }

  /** Lines of a batch, as they stand in files. */
  record Wire(JsonReader json) implements BatchWire {

    @Override
    public Set<String> endpoints() {
      return Set.of("/v1/chat/completions", "/v1/embeddings", "/v1/completions", "/v1/responses");
    }

    @Override
    public boolean resultsInFiles() {
      return true;
    }

    @Override
    public BatchLine read(int number, byte[] line, String endpoint) {
      try {
        RequestFields fields = RequestFields.of("", json.read(line));
        String customId = customId(fields.text("custom_id"));
        require("invalid_method", "method", fields.text("method"), "POST");
        require("mismatched_url", "url", fields.text("url"), endpoint);
        Json body = fields.take("body");
        if (!(body instanceof Json.Obj)) {
          throw new BadLineException("invalid_request", "'body' must be an object", "body");
        }
        fields.refuseRest();
        return new BatchLine(number, customId, JsonWriter.bytes(body));
      } catch (CallFailedException e) {
        throw new BadLineException("invalid_json_line", e.failure().message(), null);
      }
    }

    private static String customId(@Nullable String text) {
      if (text == null || text.isEmpty() || text.length() > LONGEST_CUSTOM_ID) {
        throw new BadLineException(
            "invalid_request",
            "'custom_id' must have 1 to %d characters".formatted(LONGEST_CUSTOM_ID),
            "custom_id");
      }
      return text;
    }

    private static void require(String code, String name, @Nullable String found, String wanted) {
      if (!wanted.equals(found)) {
        throw new BadLineException(
            code, "'%s' must be '%s', not '%s'".formatted(name, wanted, found), name);
      }
    }

    @Override
    public byte[] write(UUID batch, LineEnd end) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      JsonBody.write(line, out -> write(out, batch, end));
      line.write('\n');
      return line.toByteArray();
    }

    private static void write(JsonGenerator out, UUID batch, LineEnd end) {
      out.writeStartObject();
      out.writeStringProperty("id", "batch_req_%s_%d".formatted(hex(batch), end.number()));
      out.writeStringProperty("custom_id", end.customId());
      LineAnswer answer = end.answer();
      if (answer == null) {
        out.writeNullProperty("response");
        out.writeObjectPropertyStart("error");
        boolean expired = end.state() == LineState.EXPIRED;
        out.writeStringProperty("code", expired ? "batch_expired" : "batch_cancelled");
        out.writeStringProperty(
            "message",
            expired
                ? "This request could not be executed before the completion window expired."
                : "This request was not executed, for the batch was cancelled.");
        out.writeEndObject();
      } else {
        out.writeObjectPropertyStart("response");
        out.writeNumberProperty("status_code", answer.status());
        out.writeStringProperty("request_id", answer.request());
        if (!answer.lossy().isEmpty()) {
          out.writeStringProperty(BatchWire.LOSSY, answer.lossy());
        }
        out.writeName("body");
        out.writeRawValue(JsonBody.inOneLine(answer.body()));
        out.writeEndObject();
        out.writeNullProperty("error");
      }
      out.writeEndObject();
    }

    private static String hex(UUID id) {
      return id.toString().replace("-", "");
    }
  }
}
