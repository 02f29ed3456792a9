package io.auterity.server.behalf;

import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.telemetry.TraceContext;
import io.auterity.provider.BehalfInvoker;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.spi.BehalfRuns;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls on behalf of callers: each is an invocation of its own on the road, with the caller's
 * rights, labels and door, counted to the step that the caller serves. A call that is made so makes
 * only reads itself, which make nothing any more.
 */
public final class CallersBehalf implements BehalfInvoker {

  private static final int MOST_AT_ONCE = 50;

  private final Invoker invoker;
  private final Catalogue catalogue;
  private final Binder binder;
  private final Providers providers;
  private final Authorizer authorizer;
  private final Ids ids;
  private final ProviderRuns runs;
  private final ProviderEvents events;

  /** Calls under way of the first level: their own callers were not called on another's behalf. */
  private final Set<UUID> first = ConcurrentHashMap.newKeySet();

  public CallersBehalf(
      Invoker invoker,
      Catalogue catalogue,
      Binder binder,
      Providers providers,
      Authorizer authorizer,
      Ids ids,
      ProviderRuns runs,
      ProviderEvents events) {
    this.invoker = invoker;
    this.catalogue = catalogue;
    this.binder = binder;
    this.providers = providers;
    this.authorizer = authorizer;
    this.ids = ids;
    this.runs = runs;
    this.events = events;
  }

  @Override
  public OnBehalf of(Invocation caller, String provider, long life, Call during) {
    return new Of(caller, provider, life, during);
  }

  private final class Of implements OnBehalf {
    private final Invocation caller;
    private final String provider;
    private final long life;
    private final Call during;
    private final BehalfKeys keys;

    Of(Invocation caller, String provider, long life, Call during) {
      this.caller = caller;
      this.provider = provider;
      this.life = life;
      this.during = during;
      this.keys = new BehalfKeys(caller.idempotencyKey(), provider + "/" + life);
    }

    @Override
    public List<String> providers(String capability) {
      Capability wanted = catalogue.get(capability);
      Verdict verdict = authorizer.authorize(caller.scope(), caller.principal(), wanted);
      if (!verdict.permits()) {
        throw new CallFailedException(FailureCode.FORBIDDEN, verdict.reason());
      }
      return providers.of(caller.scope()).stream()
          .filter(info -> info.kind().equals(wanted.kind()) && !info.id().equals(provider))
          .filter(info -> offers(info, wanted))
          .map(ProviderInfo::id)
          .sorted()
          .toList();
    }

    private static boolean offers(ProviderInfo info, Capability wanted) {
      OperationSupport support = info.support().get(wanted.operation());
      return info.state() != ProviderInfo.State.DISABLED
          && support != null
          && support.support() != Support.NONE;
    }

    @Override
    public List<Answer> callAll(List<Asked> calls) {
      requireShallow(calls);
      if (calls.size() > MOST_AT_ONCE) {
        throw new CallFailedException(
            FailureCode.TOO_LARGE,
            "%d calls at once on behalf of a caller, at most %d"
                .formatted(calls.size(), MOST_AT_ONCE));
      }
      AtomicReferenceArray<Answer> answers = new AtomicReferenceArray<>(calls.size());
      CountDownLatch left = new CountDownLatch(calls.size());
      for (int i = 0; i < calls.size(); i++) {
        int place = i;
        Thread.ofVirtual()
            .name("behalf-" + provider)
            .start(
                () -> {
                  try {
                    answers.set(place, answer(calls.get(place)));
                  } finally {
                    left.countDown();
                  }
                });
      }
      await(left);
      List<Answer> all = new ArrayList<>();
      for (int i = 0; i < calls.size(); i++) {
        all.add(Objects.requireNonNullElseGet(answers.get(i), Of::broken));
      }
      return all;
    }

    private void requireShallow(List<Asked> calls) {
      if (caller.behalf() == null) {
        return;
      }
      boolean reads =
          calls.stream()
              .map(asked -> catalogue.get(asked.capability()))
              .allMatch(capability -> capability.effect() == Effect.NONE);
      if (!reads || !first.contains(caller.id())) {
        throw deep(reads ? "no calls" : "only reads");
      }
    }

    private CallFailedException deep(String allowed) {
      return new CallFailedException(
          FailureCode.TOO_LARGE,
          "%s was itself called on behalf of a caller: such a call makes %s"
              .formatted(caller.capability(), allowed));
    }

    private static Answer broken() {
      return Answer.failed(
          Failure.of(FailureCode.INTERNAL, "the call broke inside the server; see its log"));
    }

    private void await(CountDownLatch left) {
      try {
        left.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
      }
    }

    private Answer answer(Asked asked) {
      Invocation invocation;
      try {
        invocation = invocation(asked);
      } catch (CallFailedException e) {
        return Answer.failed(e.failure());
      }
      try {
        Capability capability = catalogue.get(asked.capability());
        if (capability.stream()) {
          throw new CallFailedException(
              FailureCode.UNSUPPORTED, "%s streams".formatted(capability.id()));
        }
        if (caller.behalf() == null) {
          first.add(invocation.id());
        }
        long held;
        Answer answer;
        try (Exchange exchange = invoker.open(invocation)) {
          during.onCancel(exchange::cancel);
          answer = answer(capability, exchange.outcome());
          held = exchange.held();
        }
        // It goes on in the call that asked for it; both at once would count it twice.
        during.reserve(held);
        return answer;
      } catch (CallFailedException e) {
        return Answer.failed(e.failure());
      } finally {
        first.remove(invocation.id());
      }
    }

    private Answer answer(Capability capability, Outcome outcome) {
      return switch (outcome) {
        case Outcome.Succeeded done ->
            Answer.of(binder.render(capability, Objects.requireNonNull(done.value())));
        case Outcome.Refused(_, Failure refused) -> Answer.failed(refused);
        case Outcome.Failed(_, Failure failed) ->
            Answer.failed(ProvidersFault.toldWithOrigin(failed));
      };
    }

    private Invocation invocation(Asked asked) {
      return Invocation.of(
              ids.next(),
              caller.scope(),
              caller.principal(),
              asked.capability(),
              Payload.of(asked.input()))
          .labels(caller.labels())
          .timeout(timeout(asked))
          .door(caller.door())
          .trace(during.traceparent().map(this::trace).orElse(caller.trace()))
          .provider(asked.provider())
          .idempotencyKey(keys.of(asked))
          .parent(step())
          .behalf(caller.id())
          .build();
    }

    // The provider that the step may ask is none of this call.
    private Invocation.@Nullable Parent step() {
      Invocation.Parent step = caller.parent();
      return step == null ? null : new Invocation.Parent(step.run(), step.step(), step.round());
    }

    private TraceContext trace(String header) {
      String[] parts = header.split("-", -1);
      TraceContext told = caller.trace();
      return new TraceContext(
          parts[1], parts[2], parts[3], told == null ? Map.of() : told.baggage());
    }

    private Duration timeout(Asked asked) {
      Duration left = during.remaining();
      Duration most = left.compareTo(CallOptions.LONGEST) < 0 ? left : CallOptions.LONGEST;
      Duration wanted = asked.atMost();
      if (!most.isPositive()) {
        throw new CallFailedException(FailureCode.TIMEOUT, "the deadline has passed");
      }
      return wanted == null || wanted.compareTo(most) > 0 ? most : wanted;
    }

    @Override
    public Json.Obj call(Asked asked) {
      requireShallow(List.of(asked));
      return answer(asked).orThrow();
    }

    @Override
    public BehalfRuns runs() {
      if (caller.behalf() != null) {
        throw deep("no runs");
      }
      return runs.of(caller, provider, life);
    }

    @Override
    public String raise(String type, String subject, Json.Obj data) {
      if (caller.behalf() != null) {
        throw deep("no events");
      }
      Json.Obj what =
          Json.EMPTY
              .with("type", Json.of(type))
              .with("subject", Json.of(subject))
              .with("data", data);
      String key = keys.of(new Asked(caller.capability(), what));
      return events.raise(caller, provider, key, type, subject, data);
    }
  }
}
