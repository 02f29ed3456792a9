package io.auterity.server.guardrails;

import io.auterity.control.access.Action;
import io.auterity.control.guardrail.GuardrailTrial;
import io.auterity.control.guardrail.GuardrailTrial.Found;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What guardrails find in a text. Nothing is sent anywhere, and nothing is kept. */
@RestController
@RequestMapping("/api/v1/guardrails")
public final class GuardrailController {

  private static final int LONGEST = 1 << 20;

  private final GuardrailTrial trial;

  public GuardrailController(GuardrailTrial trial) {
    this.trial = trial;
  }

  /**
   * A text to try.
   *
   * @param guardrail id of the one to try; when absent, all that can be found without settings:
   *     personal data, secrets and injections
   * @param tool whether a tool or a document says it
   */
  public record TriedText(String text, @Nullable String guardrail, @Nullable Boolean tool) {}

  /**
   * What stands in it, in order for each guardrail.
   *
   * @param head whether injections are looked for by a head as well, beside the rules
   */
  public record TextFindings(List<Found> findings, boolean head) {}

  /** Finds; the places count UTF-16 units. */
  @Needs(Action.RESOURCE_READ)
  @PostMapping("/test")
  TextFindings test(Caller caller, @RequestBody TriedText body) {
    if (body.text().length() > LONGEST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE, "text: longer than %d characters".formatted(LONGEST));
    }
    boolean tool = Boolean.TRUE.equals(body.tool());
    return new TextFindings(
        trial.of(caller.scope(), body.guardrail(), body.text(), tool), trial.asksHead());
  }
}
