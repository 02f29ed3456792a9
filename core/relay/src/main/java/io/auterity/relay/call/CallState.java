package io.auterity.relay.call;

import io.auterity.ledger.BudgetHold;
import io.auterity.ledger.LimitScope;
import io.auterity.platform.bound.CallMemory;
import io.auterity.platform.call.CacheStatus;
import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.CallerTerms;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.RateStanding;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.time.Time;
import io.auterity.provider.Offer;
import io.auterity.provider.health.LiveHealth;
import io.auterity.provider.health.LiveHealthByTenant;
import io.auterity.relay.answer.XmlTurn;
import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.CallPlan;
import io.auterity.relay.rehearsal.RehearsedOutage;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Capture;
import io.auterity.relay.route.Route;
import io.auterity.relay.telemetry.CallTrace;
import io.auterity.spi.Applied;
import io.auterity.spi.DataClass;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The state of one call under way: what each stage found out, for those after it. */
public final class CallState {

  /** The label by which a key asks for all or nothing. */
  private static final String STRICT = "auterity-strict";

  private final Invocation asMade;
  private Invocation invocation;
  private CallerTerms terms = CallerTerms.NONE;
  private final Time time;
  private final CallTrace trace;
  private final CallMemory memory;
  private final Instant began;
  private final long beganNanos;
  private final long deadline;
  private final List<Decision.Tried> attempts = new ArrayList<>(2);
  private final List<Decision.AttemptHold> holds = new ArrayList<>(4);
  private final List<Decision.Withheld> withheld = new ArrayList<>(0);
  private final List<AttemptHistory.Note> notes = new ArrayList<>(4);
  private final List<Double> chances = new ArrayList<>(0);
  private final CallEvents events = new CallEvents(this::keepsContent);
  private final Bill bill = new Bill();
  private final StopSignal stop = new StopSignal();

  private @Nullable CallGuard guard;
  private boolean guardsAnswer;
  private @Nullable RehearsedOutage outage;
  private boolean copied;
  private boolean mayResume;
  private final List<String> resumed = new ArrayList<>(0);
  private @Nullable Capability capability;
  private @Nullable Record question;
  private @Nullable Record input;
  private @Nullable InputSize inputSize;
  private SurchargeQuantities surchargeQuantities = SurchargeQuantities.NONE;
  private @Nullable CallFacts facts;
  private @Nullable CallPlan plan;
  private @Nullable Record value;
  private @Nullable String offer;
  private List<String> lost = List.of();
  private volatile @Nullable RateStanding rates;
  private volatile @Nullable Integer outputLimit;
  private @Nullable Failure failure;
  private @Nullable XmlTurn xml;
  private @Nullable CacheHit cacheHit;
  private volatile @Nullable CacheStatus cacheStatus;

  /**
   * Of a call that begins now.
   *
   * @param memory what its answers take, until it is closed
   */
  public CallState(Invocation invocation, Time time, CallTrace trace, CallMemory memory) {
    this.asMade = invocation;
    this.invocation = invocation;
    this.time = time;
    this.trace = trace;
    this.memory = memory;
    this.began = time.now();
    this.beganNanos = time.nanos();
    this.deadline = beganNanos + invocation.timeout().toNanos();
  }

  public Invocation invocation() {
    return invocation;
  }

  /** The call as its door made it. */
  public Invocation asMade() {
    return asMade;
  }

  /** Notes what comes with the caller; its labels are those of the call from now on. */
  public void comesWith(CallerTerms known) {
    terms = known;
    invocation = invocation.withLabels(known.labels());
  }

  public CallerTerms terms() {
    return terms;
  }

  /** Whether a provider that cannot be told all of it must not be asked. */
  public boolean strict() {
    Route route = plan == null ? null : plan.shortlist().route();
    return invocation.strict()
        || "true".equals(invocation.labels().get(STRICT))
        || (route != null && route.strict());
  }

  /** The caller that limits see: of a copy, which no caller asked for, the tenant alone. */
  public LimitScope.Caller caller() {
    return invocation.shadows() != null
        ? LimitScope.Caller.TENANT
        : new LimitScope.Caller(invocation.principal().id(), terms.owners(), invocation.labels());
  }

  /** Its spans. */
  public CallTrace trace() {
    return trace;
  }

  /** What its answers take, of which each attempt has a part. */
  public CallMemory memory() {
    return memory;
  }

  public Time time() {
    return time;
  }

  public Instant began() {
    return began;
  }

  /** In nanoseconds, as is every time that follows. */
  public long beganNanos() {
    return beganNanos;
  }

  public long deadline() {
    return deadline;
  }

  public long now() {
    return time.nanos();
  }

  public long sinceBegan() {
    return now() - beganNanos;
  }

  /** Until the deadline. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, deadline - now()));
  }

  /** Notes what is called. */
  public void calls(Capability called) {
    capability = called;
  }

  public Capability capability() {
    return Objects.requireNonNull(capability);
  }

  /** Null when the call was stopped before that was known. */
  public @Nullable Capability capabilityIfKnown() {
    return capability;
  }

  /**
   * Notes what the input says.
   *
   * @param asGiven the input as the caller gave it; of one {@link Payload.OfWire on the wire} its
   *     frame
   * @param asSent the input as the connector gets it
   * @param size of that
   * @param billed what it asks beside an answer
   */
  public void understood(
      Record asGiven, Record asSent, InputSize size, SurchargeQuantities billed, CallFacts known) {
    question = asGiven;
    xml = XmlTurn.of(asGiven);
    events.inXml(xml);
    input = asSent;
    inputSize = size;
    surchargeQuantities = billed;
    facts = known;
  }

  /** Notes what planning goes by. */
  public void plannedBy(CallFacts known) {
    facts = known;
  }

  /** The input as the caller gave it. */
  public Record question() {
    return Objects.requireNonNull(question);
  }

  /** The input as the connector gets it. */
  public Record input() {
    return Objects.requireNonNull(input);
  }

  /** All that the input says: of one on the wire what its caller wrote, beyond its frame. */
  public Record wholeInput() {
    return invocation.input() instanceof Payload.OfWire wire ? wire.whole() : input();
  }

  public InputSize inputSize() {
    return Objects.requireNonNull(inputSize);
  }

  /** What the input asks that is billed beside tokens. */
  public SurchargeQuantities charged() {
    return surchargeQuantities;
  }

  public CallFacts facts() {
    return Objects.requireNonNull(facts);
  }

  /** Null when the call was stopped before its input was understood. */
  public @Nullable CallFacts factsIfKnown() {
    return facts;
  }

  /** Notes who looks at its words. */
  public void guardedBy(CallGuard known) {
    guard = known;
    guardsAnswer = known.looks(CallGuard.Way.ANSWER);
    if (guardsAnswer && capability().stream()) {
      events.guardedBy(known);
    }
    if (guardsAnswer && xml != null) {
      xml.guardedBy(known);
    }
  }

  /** Its guard; null when it has none. */
  public @Nullable CallGuard guardIfAny() {
    return guard;
  }

  /** Whether a guard looks at the words of its answer, so that they must be read. */
  public boolean guardsAnswer() {
    return guardsAnswer;
  }

  /** Notes that a copy of it will be made once it is over, to compare the answers. */
  public void copy() {
    copied = true;
  }

  /** Whether its answer is compared with another one: it is copied, or is itself a copy. */
  public boolean comparesAnswer() {
    return copied || invocation.shadows() != null;
  }

  /** Whether its answer must be read, and does not pass as its vendor wrote it. */
  public boolean readsAnswer() {
    return guardsAnswer || mayResume || xml != null || events.heard() || keepsContent();
  }

  /** Notes that another offer may have to go on with its answer. */
  public void mayResume() {
    mayResume = true;
  }

  /** Notes that this offer goes on with a stream that was cut. */
  public void resumedAt(String id) {
    resumed.add(id);
  }

  /** The offers that went on with a stream that was cut; a few at most. */
  public List<String> resumed() {
    return List.copyOf(resumed);
  }

  /** Notes that something else is sent: the input as a guard has left it. */
  public void sends(Record other) {
    input = other;
    inputSize = InputSize.of(other);
    invocation = invocation.withInput(Payload.of(other));
  }

  /** Notes other words of what its caller may come back for. */
  public void asks(Json.Obj other) {
    invocation = invocation.keeping(other);
  }

  /** Gives it further labels, before it is planned. */
  public void label(Map<String, String> more) {
    invocation = invocation.withLabels(more);
    facts = facts().withLabels(invocation.labels());
  }

  /** Notes that an outage is rehearsed with it; its decision says so by its label. */
  public void rehearses(RehearsedOutage its) {
    outage = its;
    label(Map.of(Decision.REHEARSAL, its.rehearsal().wireId()));
  }

  /** The outage that is rehearsed with it; null where none is. */
  public @Nullable RehearsedOutage outage() {
    return outage;
  }

  /** The live state of a provider as this call sees it. */
  public LiveHealth vitals(LiveHealthByTenant all, String provider) {
    RehearsedOutage its = outage;
    return its != null && its.takes(provider) && !its.isOver()
        ? its.vitals()
        : all.of(invocation.scope(), provider);
  }

  /** Notes how it is planned. */
  public void planned(CallPlan made) {
    plan = made;
  }

  public CallPlan plan() {
    return Objects.requireNonNull(plan);
  }

  /** Null when the call was stopped before it was planned. */
  public @Nullable CallPlan planIfMade() {
    return plan;
  }

  /** Notes that an offer was planned and could not begin. */
  public void withhold(String id, String reason) {
    Decision.Withheld one = new Decision.Withheld(id, reason);
    if (!withheld.contains(one)) {
      withheld.add(one);
    }
  }

  public List<Decision.Withheld> withheld() {
    return Collections.unmodifiableList(withheld);
  }

  /** Notes an attempt that has ended, and what became of its holds. */
  public void attempted(Decision.Tried attempt, List<BudgetHold.Closed> closed) {
    closed.forEach(
        part -> holds.add(new Decision.AttemptHold(attempt.number(), attempt.provider(), part)));
    attempts.add(attempt);
    // Of two that ran at the same time the later one may have ended first.
    attempts.sort(Comparator.comparingInt(Decision.Tried::number));
  }

  /** Notes what the machine of its attempts is told. */
  public void note(AttemptHistory.Note told) {
    notes.add(told);
  }

  /** Notes what chance or a budget answers to that machine. */
  public void note(double chance) {
    chances.add(chance);
  }

  /** All that the machine of its attempts was told. */
  public AttemptHistory course() {
    return new AttemptHistory(notes, chances).ifAny();
  }

  /** Those that have ended. */
  public List<Decision.Tried> attempts() {
    return Collections.unmodifiableList(attempts);
  }

  public List<Decision.AttemptHold> holds() {
    return Collections.unmodifiableList(holds);
  }

  public StopSignal stop() {
    return stop;
  }

  public Bill bill() {
    return bill;
  }

  /** What it streams, on its way to the caller. */
  public CallEvents events() {
    return events;
  }

  /** Notes what the cache of its route did for it. */
  public void cached(CacheStatus told) {
    cacheStatus = told;
  }

  /** Null where its route has none for it. */
  public @Nullable CacheStatus cacheTold() {
    return cacheStatus;
  }

  /** Notes that it is given the answer of another. */
  public void answeredFrom(CacheHit hit) {
    cacheHit = hit;
    bill.hit(hit.currency());
  }

  /** Whose answer it is given; null when it is to have one of its own. */
  public @Nullable CacheHit cacheHit() {
    return cacheHit;
  }

  /** The XML elements that its answer shall consist of; null when it need not. */
  public @Nullable XmlTurn xml() {
    return xml;
  }

  /** What of its content is kept: nothing where no route was taken, and never secrets. */
  public Capture capture() {
    Route route = plan == null ? null : plan.shortlist().route();
    return route == null
            || invocation.door() == Invocation.Door.CAPTURE
            || capability().dataClass() == DataClass.SECRET
        ? Capture.NONE
        : route.capture();
  }

  /** Whether its caller may come back to its answer, as far as caller and route say. */
  public boolean keepsResponse() {
    Route route = plan == null ? null : plan.shortlist().route();
    return invocation.asked() != null
        && plan != null
        && (route == null || route.keepsResponses())
        && capability().dataClass() != DataClass.SECRET;
  }

  private boolean keepsContent() {
    return comparesAnswer() || capture() != Capture.NONE || keepsResponse();
  }

  /** Notes the one answer of a call that is no stream. */
  public void answer(Record given) {
    value = given;
  }

  /** Takes its answer back, which is not to be seen. */
  public void withdraw() {
    value = null;
  }

  /** Null while there is none, and for streams. */
  public @Nullable Record value() {
    return value;
  }

  public void answeredBy(String id) {
    offer = id;
  }

  /** The offer that answered; null when none did. */
  public @Nullable String offer() {
    return offer;
  }

  /** The provider that answered; null when none did. */
  public @Nullable String provider() {
    return offer == null ? null : Offer.providerOf(offer);
  }

  /** Notes how the rates that cover its attempt stand. */
  public void rates(@Nullable RateStanding standing) {
    rates = standing;
  }

  /** How they stood at the last attempt; null where none covers it. */
  public @Nullable RateStanding rates() {
    return rates;
  }

  /** Notes how long the answer that comes may be, where a budget alone limits that. */
  public void outputLimit(@Nullable Integer tokens) {
    outputLimit = tokens;
  }

  /** In tokens; null where the caller or its model limits it, or nothing does. */
  public @Nullable Integer outputLimit() {
    return outputLimit;
  }

  /** Notes what of the input the provider that answers is not told. */
  public void lost(List<String> fields) {
    lost = fields;
  }

  public List<String> lost() {
    return lost;
  }

  /** Ends the call, unless it has failed before. */
  public void fail(Failure why) {
    if (failure == null) {
      failure = why;
    }
  }

  /** Null while nothing has ended it. */
  public @Nullable Failure failure() {
    return failure;
  }

  /**
   * A failure that no stage foresaw.
   *
   * @param asked whether a provider has been asked for anything, so that it may have an effect
   */
  public Failure unforeseen(boolean asked, String message) {
    return Failure.of(FailureCode.INTERNAL, message)
        .withApplied(asked ? capability().effect().unanswered() : Applied.NO);
  }
}
