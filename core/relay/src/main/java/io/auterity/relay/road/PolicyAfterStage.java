package io.auterity.relay.road;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.CallGuard.Way;
import io.auterity.relay.answer.XmlTurn;
import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.guard.MaskedFindings;
import io.auterity.relay.guard.SpokenTexts;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.text.MaskedText;
import io.auterity.spi.text.TextToMask;
import org.jspecify.annotations.Nullable;

/**
 * The output guardrail stage: guardrails look at an answer that came whole. Of one that streams
 * they have seen each piece before its caller, and only what they found is told here.
 */
final class PolicyAfterStage implements RoadStage {

  private static final StageResult SKIPPED =
      StageResult.skipped("nothing to decide", "No policy is in force.");

  @Override
  public Stage name() {
    return Stage.POLICY_POST;
  }

  @Override
  public StageResult pass(CallOnRoad callOnRoad) {
    CallState call = callOnRoad.call;
    CallGuard guard = call.guardIfAny();
    if (guard == null || !call.guardsAnswer()) {
      readXml(call);
      addMaskedFindings(call, guard);
      return SKIPPED;
    }
    Record value = call.value();
    if (value != null) {
      judge(call, guard, value);
      addMaskedFindings(call, guard);
    }
    return PolicyBeforeStage.told(guard, Way.ANSWER);
  }

  // To who asks for masking, what was masked on the way to the provider is a finding as well.
  private static void addMaskedFindings(CallState call, @Nullable CallGuard guard) {
    if (guard != null
        && call.value() instanceof MaskedText answer
        && call.question() instanceof TextToMask(String given)
        && call.input() instanceof TextToMask(String sent)) {
      call.answer(MaskedFindings.merge(answer, given, sent, guard.masked()));
    }
  }

  // Of what the caller is shown, so that nothing is told that a guard has taken out of it.
  private static void readXml(CallState call) {
    Record value = call.value();
    XmlTurn xml = call.xml();
    if (value != null && xml != null) {
      call.answer(xml.read(value));
    }
  }

  private static void judge(CallState call, CallGuard guard, Record value) {
    SpokenTexts texts = SpokenTexts.of(value);
    try {
      call.answer(texts.with(guard.judge(Way.ANSWER, texts.pieces())));
      readXml(call);
    } catch (CallFailedException e) {
      call.withdraw();
      Applied applied = call.facts().effect() == Effect.NONE ? Applied.NO : Applied.YES;
      throw new CallFailedException(e.failure().withApplied(applied));
    }
  }
}
