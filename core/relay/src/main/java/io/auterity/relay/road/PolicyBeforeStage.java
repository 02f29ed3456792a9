package io.auterity.relay.road;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.CallGuard.Told;
import io.auterity.platform.call.CallGuard.Way;
import io.auterity.platform.call.CarriedBytes;
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
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.EmbeddingRequest;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Part;
import io.auterity.spi.ai.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The input guardrail stage: guardrails look at a call before it is planned. They may stop it,
 * replace words of it, and give it labels by which routes choose.
 */
record PolicyBeforeStage(ContentGuard guard, Configs configs) implements RoadStage {

  /** What a caller says of an answer for itself. */
  private static final String METADATA = "metadata";

  private static final StageResult SKIPPED =
      StageResult.skipped("nothing to decide", "No policy is in force.");

  @Override
  public Stage name() {
    return Stage.POLICY_PRE;
  }

  @Override
  public StageResult pass(CallOnRoad callOnRoad) {
    CallState call = callOnRoad.call;
    CarriedBytes bytes = call.invocation().bytes();
    if (bytes != null) {
      return unseen(callOnRoad, bytes);
    }
    CallGuard guarding = guarding(callOnRoad, call.facts().capability());
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
    guarding.judgeNames(texts.names());
    List<String> judged = guarding.judge(Way.REQUEST, texts.pieces());
    if (texts.differ(judged)) {
      call.sends(texts.with(judged));
      mask(call, texts.pieces(), judged, guarding);
    }
    call.guardedBy(guarding);
    if (!guarding.labels().isEmpty()) {
      call.label(guarding.labels());
    }
    return told(guarding, Way.REQUEST);
  }

  // What its caller comes back for repeats texts of the request, and others that no model is told.
  private static void mask(
      CallState call, List<Piece> said, List<String> judged, CallGuard guarding) {
    Json.Obj asked = call.invocation().asked();
    if (asked == null) {
      return;
    }
    Map<String, String> others = new HashMap<>();
    for (int i = 0; i < judged.size(); i++) {
      String text = said.get(i).text();
      others.merge(text, judged.get(i), (one, other) -> one.equals(text) ? other : one);
    }
    String model = Objects.requireNonNullElse(asked.text("model"), "");
    Json.Obj masked =
        masked(
            asked,
            one ->
                others.containsKey(one.text())
                    ? others.get(one.text())
                    : one.bare() || one.text().equals(model)
                        ? one.text()
                        : guarding.hidden(one.text()));
    call.asks(
        asked.get(METADATA) instanceof Json.Obj own
            ? masked.with(METADATA, masked(own, one -> guarding.hidden(one.text())))
            : masked);
  }

  private static Json.Obj masked(Json.Obj value, Function<Piece, String> by) {
    SpokenTexts texts =
        SpokenTexts.of(new Message(Role.USER, List.of(new Part.Opaque("asked", value))));
    Message masked = (Message) texts.with(texts.pieces().stream().map(by).toList());
    return (Json.Obj) ((Part.Opaque) masked.parts().getFirst()).value();
  }

  // What is said of them is looked at; what they are goes by as it is.
  private StageResult unseen(CallOnRoad callOnRoad, CarriedBytes bytes) {
    Map<String, List<SpokenTexts>> said = new LinkedHashMap<>();
    for (CarriedBytes.Deed deed : bytes.deeds()) {
      said.computeIfAbsent(deed.capability(), capability -> new ArrayList<>())
          .add(SpokenTexts.of(deed.input()));
    }
    boolean guarded = false;
    for (Map.Entry<String, List<SpokenTexts>> deeds : said.entrySet()) {
      CallGuard guarding = guarding(callOnRoad, deeds.getKey());
      if (guarding != null) {
        guarded = true;
        requirePassed(guarding, deeds.getKey());
        guarding.judgeNames(all(deeds.getValue(), SpokenTexts::names));
        guarding.judge(Way.REQUEST, all(deeds.getValue(), SpokenTexts::pieces));
        // What it found may have brought rules into force.
        requirePassed(guarding, deeds.getKey());
        if (!guarding.labels().isEmpty()) {
          callOnRoad.call.label(guarding.labels());
        }
      }
    }
    return guarded
        ? StageResult.done(
            "unseen", "Guardrails let its bytes pass: no guardrail has looked at them.")
        : SKIPPED;
  }

  private static List<Piece> all(List<SpokenTexts> said, Function<SpokenTexts, List<Piece>> of) {
    return said.stream().flatMap(one -> of.apply(one).stream()).toList();
  }

  private static void requirePassed(CallGuard guarding, String capability) {
    guarding
        .refusingBytes()
        .ifPresent(
            guardrail -> {
              throw new CallFailedException(
                  Failure.of(
                          FailureCode.UNSUPPORTED,
                          ("guardrail '%s' looks at %s, but no guardrail can look at the bytes of"
                                  + " this request: narrow its scope, or say 'bytes: pass' in it")
                              .formatted(guardrail, capability))
                      .withApplied(Applied.NO));
            });
  }

  // The gateway does not have the tokenizer of the model, so what they say is not known.
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

  // What the platform itself masks is on its way to where no person reads it.
  private @Nullable CallGuard guarding(CallOnRoad callOnRoad, String capability) {
    CallState call = callOnRoad.call;
    Invocation invocation = call.invocation();
    if (invocation.door() == Invocation.Door.CAPTURE) {
      return null;
    }
    CallFacts facts = call.facts();
    return guard.guarding(
        invocation.scope(),
        new ContentGuard.GuardedCall(
            capability,
            models(facts),
            facts.labels(),
            facts.stream(),
            new Waiting(call),
            more -> routes(callOnRoad, more)));
  }

  // Whichever of them answers, it is told the words.
  private static List<String> models(CallFacts facts) {
    String model = facts.model();
    List<String> own = model == null ? List.of() : List.of(model);
    return facts.alternatives().isEmpty()
        ? own
        : Stream.concat(own.stream(), facts.alternatives().stream()).toList();
  }

  // What is seen around it now is what it is planned by, so that no other route takes it then.
  private List<String> routes(CallOnRoad callOnRoad, Map<String, String> more) {
    CallState call = callOnRoad.call;
    TenantScope scope = call.invocation().scope();
    Config config = callOnRoad.config(configs);
    if (config.routes().looksAround() && call.facts().around() == null) {
      call.plannedBy(
          call.facts().amid(configs.around(scope, config, call.time().now(), call.remaining())));
    }
    Map<String, String> labels = new HashMap<>(call.facts().labels());
    labels.putAll(more);
    CallFacts facts = call.facts().withLabels(labels);
    return Stream.concat(Stream.of(facts), facts.alternatives().stream().map(facts::ofModel))
        .map(one -> config.routes().match(one).route())
        .filter(Objects::nonNull)
        .map(Route::id)
        .distinct()
        .toList();
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
