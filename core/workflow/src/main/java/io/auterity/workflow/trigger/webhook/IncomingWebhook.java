package io.auterity.workflow.trigger.webhook;

import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.JsonWriter;
import io.auterity.platform.json.LowerCaseName;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The webhook of a trigger, as it was written: how its calls are verified and answered. */
public record IncomingWebhook(WebhookVerification verify, WebhookReply reply) {

  private static final JsonReader JSON = new JsonReader(1 << 16);

  /** What a call is answered with. */
  public enum WebhookReply implements LowerCaseName {
    /** The id of the run, once it is certain to begin. */
    ACCEPTED,
    /** Its output, where it is over within half a minute. */
    OUTPUT
  }

  /** As a file has it; null, with problems told, where it cannot be read. */
  public static @Nullable IncomingWebhook read(DefinitionPart part) {
    int before = part.problems().size();
    part.only(Set.of("verify", "reply"));
    WebhookVerification verify = WebhookVerification.read(part);
    WebhookReply reply = part.choice("reply", WebhookReply.class, WebhookReply.ACCEPTED);
    return verify == null || part.problems().size() > before
        ? null
        : new IncomingWebhook(verify, reply);
  }

  /**
   * As a request has it.
   *
   * @throws CallFailedException {@code invalid}, naming the fields
   */
  public static IncomingWebhook of(Json.Obj written) {
    List<Problem> problems = new ArrayList<>();
    IncomingWebhook read = read(new DefinitionPart("webhook", written, problems));
    if (read != null) {
      return read;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    problems.forEach(one -> fields.put(one.path(), one.rule() + "; " + one.fix()));
    throw new CallFailedException(
        Failure.of(FailureCode.INVALID, problems.getFirst().toString()).withFields(fields));
  }

  /** As it was stored. */
  public static IncomingWebhook stored(byte[] bytes) {
    return of(JSON.readObject(bytes));
  }

  /** As it is stored. */
  public byte[] bytes() {
    return JsonWriter.bytes(json());
  }

  /** As it is written. */
  public Json.Obj json() {
    return Json.EMPTY.with("verify", verify.json()).with("reply", Json.of(reply.wire()));
  }
}
