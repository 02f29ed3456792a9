package io.auterity.insight.shadow;

import io.auterity.insight.learn.CopiedChoices;
import io.auterity.insight.learn.JudgedPair;
import io.auterity.insight.rollout.Rollouts;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.provider.Offer;
import io.auterity.relay.call.InputSize;
import io.auterity.relay.plan.LearnedChoice;
import io.auterity.relay.road.EndedCall;
import io.auterity.relay.road.ShadowAnswer;
import io.auterity.relay.route.Rollout;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteLearning;
import io.auterity.spi.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the copies of calls that rollouts and routes that learn ask for, each on a thread of its
 * own once its call is over, and compares the two answers. A copy takes the whole road; where too
 * many are under way it is not made.
 */
public final class Shadows {

  /** How many copies are under way at most in this process, of all routes. */
  static final int MOST = 64;

  /** And of one route, so that none takes the places of all. */
  static final int MOST_OF_ROUTE = 16;

  /** Size of the largest input that is copied, in bytes. */
  static final int LARGEST = 256 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Shadows.class);

  private final Invoker invoker;
  private final Ids ids;
  private final Rollouts rollouts;
  private final CopiedChoices choices;
  private final Executor threads;
  private final ReentrantLock places = new ReentrantLock();
  private final Map<UUID, Copy> copies = new ConcurrentHashMap<>();
  private final Map<UUID, EndedCall> over = new ConcurrentHashMap<>();
  private final List<Consumer<ShadowPair>> readers = new CopyOnWriteArrayList<>();

  private record Copy(EndedCall of, Route route, Invocation call) {}

  public Shadows(
      Invoker invoker, Ids ids, Rollouts rollouts, CopiedChoices choices, Executor threads) {
    this.invoker = invoker;
    this.ids = ids;
    this.rollouts = rollouts;
    this.choices = choices;
    this.threads = threads;
  }

  /** From now on this is told of every two answers; on the thread of the copy, which waits. */
  public void tell(Consumer<ShadowPair> reader) {
    readers.add(reader);
  }

  /** Takes a call that is to be copied, or a copy, once it is over. */
  public void ended(EndedCall ended) {
    if (ended.call().shadows() != null) {
      over.put(ended.call().id(), ended);
    } else if (ended.answer() != null && ended.route() != null) {
      begin(ended, ended.route());
    }
  }

  private static Rollout.@Nullable Shadow copiesOf(Route route) {
    Rollout rollout = route.rollout();
    RouteLearning.Judged judged = judged(route);
    return judged != null ? judged.copies() : rollout == null ? null : rollout.shadow();
  }

  private static RouteLearning.@Nullable Judged judged(Route route) {
    RouteLearning learning = route.learning();
    return learning == null ? null : learning.judged();
  }

  private void begin(EndedCall of, Route route) {
    Rollout.Shadow shadow = copiesOf(route);
    if (shadow == null || isLarge(of.call().input())) {
      return;
    }
    Duration asked = of.call().timeout();
    Duration within = asked.compareTo(shadow.timeout()) < 0 ? asked : shadow.timeout();
    Invocation call = of.call().shadow(ids.next(), within);
    Copy copy = new Copy(of, route, call);
    if (!taken(copy, shadow)) {
      return;
    }
    try {
      threads.execute(() -> run(copy));
    } catch (RejectedExecutionException e) {
      copies.remove(call.id());
    }
  }

  // A copy holds the input of its call for as long as it takes.
  private static boolean isLarge(Payload input) {
    long size =
        switch (input) {
          case Payload.OfWire wire -> InputSize.of(wire).most();
          case Payload.OfRecord(Record value) -> InputSize.of(value).most();
          case Payload.OfJson(Json.Obj value) -> InputSize.of(new Said(value)).most();
        };
    return size > LARGEST;
  }

  /** An input that no operation has read yet. */
  private record Said(Json.Obj value) {}

  private boolean taken(Copy copy, Rollout.Shadow shadow) {
    Invocation call = copy.call();
    places.lock();
    try {
      long ofRoute =
          copies.values().stream()
              .filter(one -> one.call().scope().equals(call.scope()))
              .filter(one -> one.route().id().equals(copy.route().id()))
              .count();
      boolean room = copies.size() < MOST && ofRoute < Math.min(shadow.atOnce(), MOST_OF_ROUTE);
      if (room) {
        copies.put(call.id(), copy);
      }
      return room;
    } finally {
      places.unlock();
    }
  }

  // An edge: no caller waits for it, so what goes wrong is told nowhere else.
  private void run(Copy copy) {
    Invocation call = copy.call();
    RouteLearning.Judged judged = judged(copy.route());
    try {
      if (judged == null) {
        compare(copy, made(call, null));
      } else {
        judge(copy, judged);
      }
    } catch (RuntimeException e) {
      LOG.error("The copy {} of call {} failed", call.id(), call.shadows(), e);
    } finally {
      copies.remove(call.id());
    }
  }

  // Null while the relay stops.
  private @Nullable EndedCall made(Invocation call, CopiedChoices.@Nullable Asked whom) {
    try {
      if (whom != null) {
        choices.say(call.id(), whom);
      }
      invoker.invoke(call);
    } finally {
      choices.forget(call.id());
    }
    return over.remove(call.id());
  }

  private void compare(Copy copy, @Nullable EndedCall ended) {
    if (ended == null || (ended.answer() == null && ended.failed() == null)) {
      return; // No offer was asked.
    }
    ShadowAnswer old = copy.of().answer();
    ShadowAnswer fresh = ended.answer();
    AnswerAgreement answerAgreement =
        old == null || fresh == null ? null : AnswerAgreement.of(old.said(), fresh.said());
    rollouts.shadowed(
        ended.call().scope(),
        copy.route(),
        fresh != null,
        answerAgreement == null ? null : (Double) answerAgreement.score(),
        answerAgreement != null && answerAgreement.agrees());
    if (old != null && fresh != null) {
      tell(copy, old, fresh, answerAgreement, null);
    }
  }

  private void judge(Copy copy, RouteLearning.Judged by) {
    LearnedChoice choice = copy.of().choice();
    ShadowAnswer given = copy.of().answer();
    if (choice == null || given == null) {
      return;
    }
    EndedCall ended = made(copy.call(), new CopiedChoices.Other(choice));
    ShadowAnswer answer = ended == null ? null : ended.answer();
    ShadowAnswer other = answer != null || ended == null ? answer : ended.failed();
    if (other == null) {
      return;
    }
    ShadowAnswer reference = reference(copy, by, given, answer);
    Double score = reference == null ? null : ReferenceScore.of(reference.said(), given.said());
    if (reference != null && score != null) {
      double otherScore = worth(reference, answer);
      UUID call = copy.of().call().id();
      tell(
          copy,
          given,
          other,
          AnswerAgreement.of(given.said(), other.said()),
          new JudgedPair(
              call, copy.call().id(), copy.route().id(), reference.offer(), score, otherScore));
    }
  }

  // Of one that has a score for another answer; no answer is worth nothing.
  private static double worth(ShadowAnswer reference, @Nullable ShadowAnswer answer) {
    Double score = answer == null ? null : ReferenceScore.of(reference.said(), answer.said());
    return score == null ? 0 : score;
  }

  // An offer that answered in the place of the reference does not know what is right.
  private @Nullable ShadowAnswer reference(
      Copy copy, RouteLearning.Judged by, ShadowAnswer given, @Nullable ShadowAnswer other) {
    if (isBy(by, given)) {
      return given;
    }
    if (other != null && isBy(by, other)) {
      return other;
    }
    Invocation call = copy.of().call().shadow(ids.next(), copy.call().timeout());
    EndedCall ended = made(call, new CopiedChoices.Only(by.reference()));
    ShadowAnswer answer = ended == null ? null : ended.answer();
    return answer != null && isBy(by, answer) ? answer : null;
  }

  private static boolean isBy(RouteLearning.Judged by, ShadowAnswer answer) {
    String named = by.reference().text();
    return answer.offer().equals(named) || Offer.providerOf(answer.offer()).equals(named);
  }

  private void tell(
      Copy copy,
      ShadowAnswer old,
      ShadowAnswer fresh,
      @Nullable AnswerAgreement answerAgreement,
      @Nullable JudgedPair judged) {
    ShadowPair pair =
        new ShadowPair(
            copy.of().call(), copy.call(), copy.route().id(), old, fresh, answerAgreement, judged);
    readers.forEach(reader -> reader.accept(pair));
  }
}
