package io.auterity.server.guardrails;

import io.auterity.control.guardrail.GuardrailTrial;
import io.auterity.control.guardrail.GuardrailTrial.Found;
import io.auterity.control.guardrail.GuardrailTrial.StreamRun;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Guardrail trials on a text, of which nothing is sent or kept, and the findings of guardrails in
 * calls.
 */
@RestController
@RequestMapping("/api/v1/guardrails")
public record GuardrailController(GuardrailTrial trial, RecentFindings recent) {

  private static final int LONGEST = 1 << 20;
  private static final int LONGEST_STREAM = 20_000;

  /**
   * A text to try.
   *
   * @param guardrail id of the one to try; when absent, all that can be found without settings:
   *     personal data, secrets and injections
   * @param tool whether a tool or a document says it
   * @param stream whether to tell as well how it would pass as an answer that comes word by word
   */
  public record TriedText(
      String text, @Nullable String guardrail, @Nullable Boolean tool, @Nullable Boolean stream) {}

  /**
   * What stands in it, in order for each guardrail.
   *
   * @param head whether injections are looked for by a head as well, beside the rules
   * @param stream how it passed as a stream; null where that was not asked
   */
  public record TextFindings(List<Found> findings, boolean head, @Nullable StreamRun stream) {}

  /** What they found in the newest calls of the last seven days. */
  @Needs("decision.read")
  @GetMapping("/findings")
  GuardrailFindings findings(Caller caller) {
    return recent.of(caller.scope());
  }

  /** Finds; the places count UTF-16 units. */
  @Needs("resource.read")
  @PostMapping("/test")
  TextFindings test(Caller caller, @RequestBody TriedText body) {
    boolean streams = Boolean.TRUE.equals(body.stream());
    int longest = streams ? LONGEST_STREAM : LONGEST;
    if (body.text().length() > longest) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE, "text: longer than %d characters".formatted(longest));
    }
    boolean tool = Boolean.TRUE.equals(body.tool());
    return new TextFindings(
        trial.of(caller.scope(), body.guardrail(), body.text(), tool),
        trial.asksHead(),
        streams ? trial.stream(caller.scope(), body.guardrail(), body.text()) : null);
  }
}
