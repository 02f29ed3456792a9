package io.auterity.relay.attempt;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.Lease;
import io.auterity.provider.Offer;
import io.auterity.provider.fit.ChatAdaptation;
import io.auterity.provider.fit.FittedChat;
import io.auterity.provider.fit.FlatTools;
import io.auterity.provider.fit.HostedTools;
import io.auterity.provider.fit.PlainParts;
import io.auterity.provider.fit.VendorRefusal;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.Demands;
import io.auterity.relay.thought.KeptThoughts;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Tool;
import io.auterity.spi.ai.WireBody;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The request to the provider of one attempt, and what of the caller's request it is not told. A
 * chat goes as its caller wrote it where the connector speaks that language, unless its answer must
 * be read because it is kept, guarded or compared; to any other connector the whole of it goes as a
 * record. Confined to the thread of the attempt.
 */
final class AttemptRequest {

  private static final Logger LOG = LoggerFactory.getLogger(AttemptRequest.class);
  private static final String LOGPROBS = "logprobs";
  private static final int MOST_MENDED = 3;

  private final CallState call;
  private final Lease lease;
  private final String provider;
  private final Record input;
  private final KeptThoughts thoughts;
  private final @Nullable String begun;
  private final Offer offer;
  private @Nullable Record sending;
  private HostedTools.@Nullable Turned hosted;
  private @Nullable FlatTools flat;
  private PlainParts.@Nullable Plain plain;
  private @Nullable FittedChat fitted;
  private final Map<String, Long> mended = new HashMap<>();
  private List<String> lost = List.of();

  /**
   * A request that is not sent yet.
   *
   * @param begun what was said before a stream was cut, which it goes on from; null when it begins
   */
  AttemptRequest(
      CallState call,
      Lease lease,
      Offer offer,
      Record input,
      KeptThoughts thoughts,
      @Nullable String begun) {
    this.call = call;
    this.lease = lease;
    this.provider = offer.provider().id();
    this.offer = offer;
    this.input = input;
    this.thoughts = thoughts;
    this.begun = begun;
  }

  /** What of it the provider is not told, as far as that was asked. */
  List<String> lost() {
    return lost;
  }

  /** The request as its provider is sent it; the same each time. */
  Record form() {
    Record known = sending;
    if (known == null) {
      known =
          call.invocation().input() instanceof Payload.OfWire wire
              ? form(wire, (ChatRequest) input)
              : input;
      known = begun == null ? known : StreamResumption.with((ChatRequest) known, begun);
      known = known instanceof ChatRequest chat ? withThoughts(chat) : known;
      known = known instanceof ChatRequest chat ? isForeign() ? fitted(chat) : tools(chat) : known;
      sending = known;
    }
    return known;
  }

  private ChatRequest withThoughts(ChatRequest chat) {
    return thoughts.restored(call.invocation(), offer.provider().connector(), chat);
  }

  // What was written in its own dialect is the vendor's to judge.
  private boolean isForeign() {
    return !(call.invocation().input() instanceof Payload.OfWire wire
        && lease.speaks(wire.body().dialect()));
  }

  private ChatRequest fitted(ChatRequest chat) {
    Map<String, Long> refused = new HashMap<>(lease.learnt().of(chat.model(), call.now()));
    refused.putAll(mended);
    FittedChat made = ChatAdaptation.of(tools(chat), lease.target(), offer.model(), refused);
    fitted = made;
    return made.request();
  }

  // With the tools and pieces that its vendor has.
  private ChatRequest tools(ChatRequest chat) {
    HostedTools.Turned own = HostedTools.of(chat, this::lossy);
    hosted = own;
    ChatRequest had = own.request();
    flat = FlatTools.isNeeded(had) && FlatTools.isLost(lossy(had)) ? FlatTools.of(had) : null;
    PlainParts.Plain made = PlainParts.of(flat == null ? had : flat.request(), this::lossy);
    plain = made;
    return made.request();
  }

  // Only connectors know which tools their endpoint has; one that cannot say has none.
  private List<String> lossy(ChatRequest chat) {
    try {
      return lease.lossy(chat);
    } catch (CallFailedException e) {
      return HostedTools.ALL_LOST;
    }
  }

  /** Whether it asks in no way in which its vendor bills what no answer tells. */
  boolean tellsAll() {
    return hosted != null && hosted.unbilled();
  }

  /** What the provider answered, or one event of it, in the words of the caller. */
  Record told(Record answer) {
    Record named = fitted == null ? answer : fitted.names().back(answer);
    return flat == null ? named : flat.back(named);
  }

  /**
   * Whether a failure is the vendor's refusal of something that the caller can do without, so that
   * the request is sent once more without it. It is remembered for the next requests. A vendor that
   * names one such thing after the other is followed so far only.
   */
  boolean mends(Failure failure) {
    if (mended.size() == MOST_MENDED
        || fitted == null
        || call.strict()
        || call.invocation().place() != null) {
      return false;
    }
    VendorRefusal refusal = VendorRefusal.of(failure, fitted.request()).orElse(null);
    if (refusal == null || mended.putIfAbsent(refusal.field(), refusal.most()) != null) {
      return false;
    }
    lease.learnt().learn(fitted.request().model(), refusal.field(), refusal.most(), call.now());
    sending = null;
    compare();
    return true;
  }

  private Record form(Payload.OfWire wire, ChatRequest frame) {
    WireBody body = wire.body().with(frame);
    return call.readsAnswer() || !lease.passes(call.capability(), body) ? wire.whole(frame) : body;
  }

  /**
   * Finds out what is lost. Only who asks at the gateway is told, or has asked for all or nothing;
   * what goes as it was written loses nothing.
   *
   * @throws CallFailedException {@code unsupported} where the caller would rather not be answered
   */
  void compare() {
    Integer cut = cut();
    if (cut != null && !isForeign()) {
      throw new CallFailedException(
          Failure.of(
              FailureCode.CONTEXT_TOO_LONG,
              "%s: gives at most %d tokens of output, and more are asked"
                  .formatted(offer.id(), cut)));
    }
    if (form() instanceof WireBody) {
      return;
    }
    refuseWithout(form());
    Invocation invocation = call.invocation();
    if (invocation.door() == Invocation.Door.GATEWAY || call.strict()) {
      Set<String> all = new LinkedHashSet<>(compared(call.strict()));
      all.addAll(hosted == null ? List.of() : hosted.lost());
      all.addAll(flat == null ? List.of() : flat.lost());
      all.addAll(plain == null ? List.of() : plain.lost());
      all.addAll(fitted == null ? List.of() : fitted.lost());
      if (cut != null) {
        all.add(Demands.LIMIT);
      }
      lost = List.copyOf(all);
    }
    if (call.strict() && !lost.isEmpty()) {
      throw new CallFailedException(
          Failure.of(
              FailureCode.UNSUPPORTED,
              "%s cannot be told all of the request: %s"
                  .formatted(provider, String.join(", ", lost))));
    }
  }

  // To how many tokens the caller's limit was cut; null where it was not.
  private @Nullable Integer cut() {
    Integer asked = call.input() instanceof ChatRequest chat ? chat.maxOutputTokens() : null;
    Integer sent = input instanceof ChatRequest chat ? chat.maxOutputTokens() : null;
    return begun == null && asked != null && sent != null && sent < asked ? sent : null;
  }

  // Without such a tool the answer would be another.
  private void refuseWithout(Record asked) {
    List<Tool> needed = asked instanceof ChatRequest chat ? needed(chat) : List.of();
    if (needed.isEmpty()) {
      return;
    }
    List<String> lossy = lease.lossy(form());
    needed.stream()
        .filter(tool -> lossy.contains("tools." + tool.dialect()))
        .findFirst()
        .ifPresent(
            tool -> {
              throw new CallFailedException(
                  Failure.of(
                          FailureCode.UNSUPPORTED,
                          "%s has no tool %s: only who speaks %s has"
                              .formatted(provider, tool.name(), tool.dialect()))
                      .withApplied(Applied.NO)
                      .withFields(Map.of("tools", "of " + tool.dialect())));
            });
  }

  private static List<Tool> needed(ChatRequest chat) {
    return chat.tools() == null
        ? List.of()
        : chat.tools().stream()
            .filter(tool -> tool.dialect() != null && Boolean.TRUE.equals(tool.strict()))
            .toList();
  }

  // A call that need not arrive whole is not refused because it is unknown what would be lost.
  private List<String> compared(boolean strict) {
    try {
      return withheld(lease.lossy(form()));
    } catch (RuntimeException e) {
      if (strict) {
        throw e;
      }
      LOG.warn("{} cannot say what it would lose of a request", provider, e);
      return List.of();
    }
  }

  // Words that are held back are not told by their tokens either.
  private List<String> withheld(List<String> lossy) {
    if (!(call.events().guarded()
        && form() instanceof ChatRequest chat
        && chat.logprobs() != null
        && !lossy.contains(LOGPROBS))) {
      return lossy;
    }
    List<String> all = new ArrayList<>(lossy);
    all.add(LOGPROBS);
    return all;
  }
}
