package io.auterity.gateway.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.Form;
import io.auterity.jobs.file.StoredFile;
import io.auterity.jobs.tuning.TuningJob;
import io.auterity.jobs.tuning.TuningOrder;
import io.auterity.jobs.tuning.TuningPage;
import io.auterity.jobs.tuning.TuningRequest;
import io.auterity.jobs.tuning.TuningRules;
import io.auterity.jobs.tuning.TuningStore;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.CallOptions;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.FairShares;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.NewTuning;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningEventQuery;
import io.auterity.spi.ai.TuningEvents;
import io.auterity.spi.ai.TuningGet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that train models further: each stays with its provider and with who began it. What becomes
 * of it without its owner, its bill above all, is a background job's: {@link
 * io.auterity.jobs.tuning.TuningFollowUp}.
 */
final class TuningDoor implements Doors.Door<Form.Tunings> {

  static final String CREATE = "ai.tuning.create";

  private static final String GET = "ai.tuning.get";

  /** Of which one tenant alone gets half. */
  private static final int HANDED_AT_ONCE = 16;

  private static final Set<FailureCode> AWAY =
      Set.of(FailureCode.UNAVAILABLE, FailureCode.TIMEOUT, FailureCode.NO_VIABLE_PROVIDER);

  private final Invoker invoker;
  private final StorageOwners creators;
  private final StorageOwners readers;
  private final ModelFailures modelFailures;
  private final TrainingFiles files;
  private final TuningStore tunings;
  private final Time time;
  private final Ids ids;
  private final FairShares handing = new FairShares(HANDED_AT_ONCE);

  TuningDoor(
      CallAccess access,
      Catalogue catalogue,
      ModelFailures modelFailures,
      GatewayStorage gatewayStorage,
      Time time,
      Ids ids) {
    this.invoker = access.invoker();
    this.creators = new StorageOwners(access.authorizer(), List.of(catalogue.get(CREATE)));
    this.readers = new StorageOwners(access.authorizer(), List.of(catalogue.get(GET)));
    this.modelFailures = modelFailures;
    this.files = new TrainingFiles(gatewayStorage.files());
    this.tunings = gatewayStorage.tunings();
    this.time = time;
    this.ids = ids;
  }

  @Override
  public void serve(Form.Tunings form, GatewayRequest request, ReplyChannel reply) {
    switch (form.act()) {
      case CREATE -> reply.send(create(form, request));
      case LIST -> reply.send(GatewayAnswers.of(list(form, request)));
      case GET -> reply.send(get(form, request));
      case CANCEL -> reply.send(cancel(form, request));
      case EVENTS -> reply.send(events(form, request));
    }
  }

  private WholeAnswer create(Form.Tunings form, GatewayRequest request) {
    creators.require(request.caller());
    TuningRequest asked = form.read(request.question());
    StoredFile training = files.file(request, asked.trainingFile(), "training_file");
    Optional<StoredFile> validation =
        Optional.ofNullable(asked.validationFile())
            .map(file -> files.file(request, file, "validation_file"));
    UUID tenant = request.caller().scope().tenant();
    if (!handing.take(tenant, 1)) {
      throw new CallFailedException(
          FailureCode.SATURATED, "too many jobs are being begun just now: try again in a moment");
    }
    try {
      TuningJob job = planned(request, asked, training.bytes());
      NewTuning input =
          new NewTuning(
              asked.model(),
              files.content(request, training),
              validation.map(file -> files.content(request, file)).orElse(null),
              asked.suffix(),
              asked.epochs(),
              asked.seed(),
              asked.extra(),
              null,
              job.reference());
      return begin(form, request, job, input);
    } finally {
      handing.giveBack(tenant, 1);
    }
  }

  private TuningJob planned(GatewayRequest request, TuningRequest asked, long bytes) {
    Authenticated caller = request.caller();
    TuningOrder order =
        new TuningOrder(
            caller.principal(),
            request.endpoint().dialect().name(),
            CallOptions.labels(request.headers().get(Invocations.LABELS)),
            asked.model(),
            asked.trainingFile(),
            asked.validationFile(),
            bytes,
            asked.epochs(),
            time.now());
    return TuningJob.planned(ids.next(), caller.scope(), order);
  }

  private WholeAnswer begin(
      Form.Tunings form, GatewayRequest request, TuningJob job, NewTuning input) {
    Instant now = time.now();
    tunings.plan(job, TuningRules.inDoubt(now));
    Outcome outcome = ask(request, CREATE, input);
    if (outcome instanceof Outcome.Succeeded made) {
      Tuning begun = tuning(made);
      byte[] written = form.write(job, begun);
      TuningJob.Told told = new TuningJob.Told(new String(written, UTF_8), now);
      tunings.begun(job, begun.ref(), told, TuningRules.next(now, now));
      return GatewayAnswers.of(request.endpoint().dialect(), made, written);
    }
    if (isNowhere(outcome)) {
      tunings.forget(job);
    } else {
      tunings.due(job, now);
    }
    return failed(request, outcome, job.order().model());
  }

  private static boolean isNowhere(Outcome outcome) {
    return !(outcome instanceof Outcome.Failed(var _, var failure))
        || failure.applied() == Applied.NO;
  }

  /** As the providers told of them last: they are followed up, and one that is away hides none. */
  private byte[] list(Form.Tunings form, GatewayRequest request) {
    readers.require(request.caller());
    Authenticated caller = request.caller();
    TuningPage page = form.page(request.question());
    List<TuningJob> found =
        tunings.list(
            caller.scope(),
            caller.principal().id(),
            page.after() == null ? null : form.after(page.after()),
            page.limit() + 1);
    boolean more = found.size() > page.limit();
    List<byte[]> told =
        (more ? found.subList(0, page.limit()) : found)
            .stream()
                .map(job -> Objects.requireNonNull(job.told()).text().getBytes(UTF_8))
                .toList();
    return form.write(told, more);
  }

  private WholeAnswer get(Form.Tunings form, GatewayRequest request) {
    readers.require(request.caller());
    TuningJob job = job(form, request);
    TuningJob.Told known = job.told();
    if (known != null && job.end() != null) {
      return GatewayAnswers.of(known.text().getBytes(UTF_8));
    }
    Instant asked = time.now();
    Outcome outcome = ask(request, GET, new TuningGet(job.lies()));
    return known != null && isAway(outcome)
        ? GatewayAnswers.of(known.text().getBytes(UTF_8)).with("age", age(known, asked))
        : answer(request, outcome, made -> told(form, job, tuning(made), asked));
  }

  // What it told last is no wrong answer of one that cannot tell now; any other failure is told.
  private static boolean isAway(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded _ -> false;
      case Outcome.Refused(var _, var failure) -> AWAY.contains(failure.code());
      case Outcome.Failed(var _, var failure) -> AWAY.contains(failure.code());
    };
  }

  private static String age(TuningJob.Told known, Instant now) {
    return Long.toString(Math.max(0, Duration.between(known.at(), now).toSeconds()));
  }

  private WholeAnswer cancel(Form.Tunings form, GatewayRequest request) {
    TuningJob job = job(form, request);
    Instant asked = time.now();
    return answer(
        request,
        ask(request, "ai.tuning.cancel", new TuningGet(job.lies())),
        made -> told(form, job, tuning(made), asked));
  }

  private WholeAnswer events(Form.Tunings form, GatewayRequest request) {
    TuningJob job = job(form, request);
    TuningPage page = form.page(request.question());
    return answer(
        request,
        ask(
            request,
            "ai.tuning.events",
            new TuningEventQuery(job.lies(), page.after(), page.limit())),
        made -> form.write((TuningEvents) Objects.requireNonNull(made.value())));
  }

  private TuningJob job(Form.Tunings form, GatewayRequest request) {
    Authenticated caller = request.caller();
    return tunings
        .find(caller.scope(), caller.principal().id(), form.id(request.question()))
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND,
                    "there is no job '%s'".formatted(request.question().named())));
  }

  private static Tuning tuning(Outcome.Succeeded made) {
    return (Tuning) Objects.requireNonNull(made.value());
  }

  /** What the provider tells; an end is kept, and followed up by its bill. */
  private byte[] told(Form.Tunings form, TuningJob job, Tuning told, Instant asked) {
    byte[] written = form.write(job, told);
    tunings.told(job, told, new TuningJob.Told(new String(written, UTF_8), asked), false);
    return written;
  }

  private WholeAnswer answer(
      GatewayRequest request, Outcome outcome, Function<Outcome.Succeeded, byte[]> written) {
    return outcome instanceof Outcome.Succeeded made
        ? GatewayAnswers.of(request.endpoint().dialect(), made, written.apply(made))
        : failed(request, outcome, null);
  }

  private WholeAnswer failed(GatewayRequest request, Outcome outcome, @Nullable String model) {
    Dialect dialect = request.endpoint().dialect();
    return switch (outcome) {
      case Outcome.Succeeded _ -> throw new IllegalArgumentException("it succeeded");
      case Outcome.Refused(var decision, var failure) ->
          GatewayAnswers.failed(dialect, explained(failure, request, model), decision);
      case Outcome.Failed(var decision, var failure) ->
          GatewayAnswers.failed(dialect, ProvidersFault.told(failure), decision);
    };
  }

  private Failure explained(Failure failure, GatewayRequest request, @Nullable String model) {
    return model == null
        ? failure
        : modelFailures.of(failure, request.caller().scope(), model, "tuning.create");
  }

  private Outcome ask(GatewayRequest request, String capability, Record input) {
    Invocation call = Invocations.oneOf(ids.next(), request, capability, Payload.of(input));
    try (Exchange exchange = invoker.open(call)) {
      return exchange.outcome();
    }
  }
}
