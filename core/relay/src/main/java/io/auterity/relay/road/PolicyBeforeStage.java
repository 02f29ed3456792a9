package io.auterity.relay.road;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.CallGuard.Told;
import io.auterity.platform.call.CallGuard.Way;
import io.auterity.platform.call.ContentGuard;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.relay.call.CallState;
import io.auterity.relay.decision.Stage;
import io.auterity.relay.guard.SpokenTexts;
import io.auterity.relay.plan.Config;
import io.auterity.relay.plan.Configs;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Route;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where guardrails look at a call before it is planned: they may stop it, replace words of it, and
 * give it labels by which routes choose.
 */
final class PolicyBeforeStage implements RoadStage {

  private static final StageResult SKIPPED =
      StageResult.skipped("nothing to decide", "No policy is in force.");

  private final ContentGuard guard;
  private final Configs configs;

  PolicyBeforeStage(ContentGuard guard, Configs configs) {
    this.guard = guard;
    this.configs = configs;
  }

  @Override
  public Stage name() {
    return Stage.POLICY_PRE;
  }

  @Override
  public StageResult pass(Passage passage) {
    CallState call = passage.call;
    CallGuard guarding = guarding(passage);
    if (guarding == null) {
      return SKIPPED;
    }
    if (!guarding.looks(Way.REQUEST)) {
      call.guardedBy(guarding);
      return StageResult.skipped("nothing to decide", "Only its answer is guarded.");
    }
    Record said = whole(call);
    refuseTokens(said);
    SpokenTexts texts = SpokenTexts.of(said);
    List<String> judged = guarding.judge(Way.REQUEST, texts.pieces());
    if (texts.differ(judged)) {
      call.sends(texts.with(judged));
    }
    call.guardedBy(guarding);
    if (!guarding.labels().isEmpty()) {
      call.label(guarding.labels());
    }
    return told(guarding, Way.REQUEST);
  }

  // Nobody here has the tokenizer of the model, so what they say is not known.
  private static void refuseTokens(Record said) {
    if (said instanceof EmbeddingRequest texts && texts.tokens() != null) {
      throw new CallFailedException(
          Failure.of(
                  FailureCode.UNSUPPORTED,
                  "guardrails look at the words of this call, and token arrays cannot be read:"
                      + " send texts (in LangChain: check_embedding_ctx_length=False)")
              .withApplied(Applied.NO));
    }
  }

  // What the platform itself masks is on its way to where nobody reads it.
  private @Nullable CallGuard guarding(Passage passage) {
    CallState call = passage.call;
    Invocation invocation = call.invocation();
    if (invocation.door() == Invocation.Door.CAPTURE) {
      return null;
    }
    CallFacts facts = call.facts();
    return guard.guarding(
        invocation.scope(),
        new ContentGuard.GuardedCall(
            facts.capability(),
            facts.model(),
            facts.labels(),
            facts.stream(),
            new Waiting(call),
            more -> route(passage, more)));
  }

  // What is seen around it now is what it is planned by, so that no other route takes it then.
  private @Nullable String route(Passage passage, Map<String, String> more) {
    CallState call = passage.call;
    TenantScope scope = call.invocation().scope();
    Config config = passage.config(configs);
    if (config.routes().looksAround() && call.facts().around() == null) {
      call.plannedBy(
          call.facts().amid(configs.around(scope, config, call.time().now(), call.remaining())));
    }
    Map<String, String> labels = new HashMap<>(call.facts().labels());
    labels.putAll(more);
    Route route = config.routes().match(call.facts().withLabels(labels)).route();
    return route == null ? null : route.id();
  }

  /** Its caller. */
  private record Waiting(CallState call) implements ContentGuard.Patience {

    @Override
    public Duration remaining() {
      return call.remaining();
    }

    @Override
    public boolean stopped() {
      return call.stop().asked() || call.remaining().isZero();
    }

    @Override
    public void onStop(Runnable action) {
      call.stop().onStop(action);
    }
  }

  private static Record whole(CallState call) {
    return call.invocation().input() instanceof Payload.OfWire wire
        ? wire.whole((ChatRequest) call.input())
        : call.input();
  }

  /** What a guard has to say of one way. */
  static StageResult told(CallGuard guard, Way way) {
    Told told = guard.told(way);
    return told == null
        ? StageResult.done("clean", "Nothing was found.")
        : StageResult.done(told.verdict(), told.reason());
  }
}
