package io.auterity.gateway.anthropic;

import io.auterity.gateway.dialect.BatchRequest;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.JsonBody;
import io.auterity.gateway.dialect.Query;
import io.auterity.gateway.dialect.Question;
import io.auterity.gateway.dialect.RequestFields;
import io.auterity.jobs.batch.BadLineException;
import io.auterity.jobs.batch.BatchCounts;
import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.BatchOrder;
import io.auterity.jobs.batch.BatchQuery;
import io.auterity.jobs.batch.BatchWire;
import io.auterity.jobs.batch.CallBatch;
import io.auterity.jobs.batch.LineAnswer;
import io.auterity.jobs.batch.LineEnd;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.spi.Json;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Anthropic's message batches, whose requests come with them and whose results are a stream. */
final class MessageBatchForms {

  /** One thing that can be done with batches. */
  record Batches(Act act, Wire wire, JsonReader json) implements Form.Batches {

    @Override
    public UUID id(Question question) {
      return AnthropicDialect.BATCH_ID.read(question.named());
    }

    @Override
    public BatchRequest read(Question question) {
      RequestFields fields = RequestFields.of("", json.read(question.body()));
      Json requests = fields.take("requests");
      fields.refuseRest();
      if (!(requests instanceof Json.Arr(List<Json> items)) || items.isEmpty()) {
        throw FieldRefusals.invalid("requests", "must be an array with at least one request");
      }
      List<BatchLine> lines = new ArrayList<>();
      Set<String> customIds = new HashSet<>();
      for (int i = 0; i < items.size(); i++) {
        BatchLine line = line("requests[%d]".formatted(i), i + 1, items.get(i));
        if (!customIds.add(line.customId())) {
          throw FieldRefusals.invalid(
              "requests[%d].custom_id".formatted(i), "stands in another request too");
        }
        lines.add(line);
      }
      return new BatchRequest(
          new BatchOrder(AnthropicDialect.NAME, AnthropicDialect.MESSAGES, null, null, null),
          lines);
    }

    private static BatchLine line(String path, int number, Json request) {
      RequestFields fields = RequestFields.of(path, request);
      String customId = fields.requiredText("custom_id");
      if (!customId.matches("[a-zA-Z0-9_-]{1,64}")) {
        throw FieldRefusals.invalid(
            fields.at("custom_id"), "must have 1 to 64 letters, digits, '_' and '-'");
      }
      Json params = fields.take("params");
      if (!(params instanceof Json.Obj)) {
        throw FieldRefusals.invalid(fields.at("params"), "must be an object");
      }
      fields.refuseRest();
      return new BatchLine(number, customId, JsonWriter.bytes(params));
    }

    @Override
    public BatchQuery query(Question question) {
      Query query = question.query();
      String after = query.get("after_id");
      String before = query.get("before_id");
      if (after != null && before != null) {
        throw FieldRefusals.invalid("before_id", "stands beside after_id");
      }
      return new BatchQuery(
          after == null ? null : AnthropicDialect.BATCH_ID.read(after),
          before == null ? null : AnthropicDialect.BATCH_ID.read(before),
          ListPage.limit(query.get("limit")));
    }

    @Override
    public byte[] write(CallBatch batch) {
      return JsonBody.bytes(out -> MessageBatchForms.write(out, batch));
    }

    @Override
    public byte[] write(List<CallBatch> page, boolean more) {
      return new ListPage<>(page, more).write(MessageBatchForms::wireId, MessageBatchForms::write);
    }

    @Override
    public byte[] deleted(UUID batch) {
      return JsonBody.bytes(
          out -> {
            out.writeStartObject();
            out.writeStringProperty("id", AnthropicDialect.BATCH_ID.write(batch));
            out.writeStringProperty("type", "message_batch_deleted");
            out.writeEndObject();
          });
    }
  }

  private static String wireId(CallBatch batch) {
    return AnthropicDialect.BATCH_ID.write(batch.id());
  }

  private static void write(JsonGenerator out, CallBatch batch) {
    boolean ended = batch.state().ended();
    out.writeStartObject();
    out.writeStringProperty("id", wireId(batch));
    out.writeStringProperty("type", "message_batch");
    out.writeStringProperty(
        "processing_status",
        ended ? "ended" : batch.times().cancelling() == null ? "in_progress" : "canceling");
    counts(out, batch.counts());
    time(out, "created_at", batch.times().created());
    time(out, "expires_at", batch.times().expires());
    time(out, "ended_at", batch.times().ended());
    time(out, "cancel_initiated_at", batch.times().cancelling());
    out.writeNullProperty("archived_at");
    // Clients put it behind their base URL, which only they know.
    out.writeName("results_url");
    out.writeString(
        ended ? "%s/%s/results".formatted(AnthropicDialect.BATCHES, wireId(batch)) : null);
    out.writeEndObject();
  }

  // The vendor too tells the counts of those that have ended when the whole batch has; here they
  // are told as they come.
  private static void counts(JsonGenerator out, BatchCounts counts) {
    out.writeObjectPropertyStart("request_counts");
    out.writeNumberProperty("processing", counts.waiting());
    out.writeNumberProperty("succeeded", counts.succeeded());
    out.writeNumberProperty("errored", counts.failed());
    out.writeNumberProperty("canceled", counts.cancelled());
    out.writeNumberProperty("expired", counts.expired());
    out.writeEndObject();
  }

  private static void time(JsonGenerator out, String name, @Nullable Instant time) {
    out.writeName(name);
    out.writeString(time == null ? null : time.toString());
  }

  /** Results, line by line. */
  record Wire() implements BatchWire {

    @Override
    public Set<String> endpoints() {
      return Set.of(AnthropicDialect.MESSAGES);
    }

    @Override
    public boolean resultsInFiles() {
      return false;
    }

    @Override
    public BatchLine read(int number, byte[] line, String endpoint) {
      throw new BadLineException("invalid_request", "requests come with their batch", null);
    }

    @Override
    public byte[] write(UUID batch, LineEnd end) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      JsonBody.write(line, out -> write(out, end));
      line.write('\n');
      return line.toByteArray();
    }

    private static void write(JsonGenerator out, LineEnd end) {
      out.writeStartObject();
      out.writeStringProperty("custom_id", end.customId());
      out.writeObjectPropertyStart("result");
      switch (end.state()) {
        case SUCCEEDED -> answer(out, "succeeded", "message", end.answer());
        case FAILED -> answer(out, "errored", "error", end.answer());
        case CANCELLED -> out.writeStringProperty("type", "canceled");
        case EXPIRED -> out.writeStringProperty("type", "expired");
        case WAITING -> throw new IllegalArgumentException("a line without an end");
      }
      out.writeEndObject();
      out.writeEndObject();
    }

    private static void answer(
        JsonGenerator out, String type, String name, @Nullable LineAnswer answer) {
      out.writeStringProperty("type", type);
      if (answer != null) {
        if (!answer.lossy().isEmpty()) {
          out.writeStringProperty(BatchWire.LOSSY, answer.lossy());
        }
        out.writeName(name);
        out.writeRawValue(JsonBody.inOneLine(answer.body()));
      }
    }
  }
}
