package io.auterity.gateway.door;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.gateway.dialect.Dialect;
import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.file.FileStore;
import io.auterity.gateway.file.KeptFile;
import io.auterity.gateway.tuning.AskedTuning;
import io.auterity.gateway.tuning.KeptTuning;
import io.auterity.gateway.tuning.TuningPage;
import io.auterity.gateway.tuning.TuningStore;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.NewTuning;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningBill;
import io.auterity.spi.ai.TuningEventQuery;
import io.auterity.spi.ai.TuningEvents;
import io.auterity.spi.ai.TuningGet;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Jobs that train models further: each stays with its provider and with who began it, who is billed
 * once for what it trained, when its end is first told.
 */
final class TuningDoor implements Doors.Door<Form.Tunings> {

  static final String CREATE = "ai.tuning.create";

  private static final String GET = "ai.tuning.get";

  /** A file is held whole while it is handed over, and several times as its form is made. */
  private static final long LARGEST = 16L << 20;

  private static final int HANDED_AT_ONCE = 2;

  private final Invoker invoker;
  private final Keepers creators;
  private final Keepers readers;
  private final ModelFailures modelFailures;
  private final FileStore files;
  private final TuningStore tunings;
  private final Time time;
  private final Ids ids;
  private final Semaphore handing = new Semaphore(HANDED_AT_ONCE);

  TuningDoor(
      CallAccess access,
      Catalogue catalogue,
      ModelFailures modelFailures,
      Keeping keeping,
      Time time,
      Ids ids) {
    this.invoker = access.invoker();
    this.creators = new Keepers(access.authorizer(), List.of(catalogue.get(CREATE)));
    this.readers = new Keepers(access.authorizer(), List.of(catalogue.get(GET)));
    this.modelFailures = modelFailures;
    this.files = keeping.files();
    this.tunings = keeping.tunings();
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
    AskedTuning asked = form.read(request.question());
    KeptFile training = file(request, asked.trainingFile(), "training_file");
    Optional<KeptFile> validation =
        Optional.ofNullable(asked.validationFile())
            .map(file -> file(request, file, "validation_file"));
    if (!handing.tryAcquire()) {
      throw new CallFailedException(
          FailureCode.SATURATED,
          "%d jobs are being begun just now: try again in a moment".formatted(HANDED_AT_ONCE));
    }
    try {
      NewTuning input =
          new NewTuning(
              asked.model(),
              content(request, training),
              validation.map(file -> content(request, file)).orElse(null),
              asked.suffix(),
              asked.epochs(),
              asked.seed(),
              asked.extra(),
              null);
      return begin(form, request, asked, input);
    } finally {
      handing.release();
    }
  }

  private WholeAnswer begin(
      Form.Tunings form, GatewayRequest request, AskedTuning asked, NewTuning input) {
    Authenticated caller = request.caller();
    UUID id = ids.next();
    tunings.plan(caller.scope(), id, caller.principal().id(), asked, time.now());
    Outcome outcome = ask(request, CREATE, input);
    if (outcome instanceof Outcome.Succeeded made) {
      Tuning begun = tuning(made);
      tunings.begun(caller.scope(), id, begun.ref());
      KeptTuning job = tunings.find(caller.scope(), caller.principal().id(), id).orElseThrow();
      return GatewayAnswers.of(request.endpoint().dialect(), made, told(form, request, job, begun));
    }
    tunings.forget(caller.scope(), id);
    return failed(request, outcome, asked.model());
  }

  private KeptFile file(GatewayRequest request, UUID id, String field) {
    Authenticated caller = request.caller();
    KeptFile file =
        files
            .find(caller.scope(), caller.principal().id(), id)
            .filter(one -> one.purpose().equals(KeptTuning.PURPOSE))
            .orElseThrow(() -> FieldRefusals.invalid(field, "is no file of yours for fine-tuning"));
    if (file.bytes() > LARGEST) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "%s has %d bytes; a file that is handed over may have %d"
              .formatted(field, file.bytes(), LARGEST));
    }
    return file;
  }

  private Content content(GatewayRequest request, KeptFile file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) file.bytes());
    for (int number = 0; bytes.size() < file.bytes(); number++) {
      bytes.writeBytes(
          files
              .piece(request.caller().scope(), file.id(), number)
              .orElseThrow(
                  () -> new CallFailedException(FailureCode.NOT_FOUND, "the file was deleted")));
    }
    return Content.of("application/jsonl", file.name(), bytes.toByteArray());
  }

  private byte[] list(Form.Tunings form, GatewayRequest request) {
    readers.require(request.caller());
    Authenticated caller = request.caller();
    TuningPage page = form.page(request.question());
    List<KeptTuning> found =
        tunings.list(
            caller.scope(),
            caller.principal().id(),
            page.after() == null ? null : form.after(page.after()),
            page.limit() + 1);
    boolean more = found.size() > page.limit();
    List<byte[]> told = new ArrayList<>();
    for (KeptTuning job : more ? found.subList(0, page.limit()) : found) {
      told.add(job.end() == null ? asked(form, request, job) : known(request, job, job.end()));
    }
    return form.write(told, more);
  }

  private byte[] asked(Form.Tunings form, GatewayRequest request, KeptTuning job) {
    return switch (ask(request, GET, new TuningGet(job.job()))) {
      case Outcome.Succeeded made -> told(form, request, job, tuning(made));
      case Outcome.Refused(var _, var failure) -> throw new CallFailedException(failure);
      case Outcome.Failed(var _, var failure) ->
          throw new CallFailedException(ProvidersFault.told(failure));
    };
  }

  private WholeAnswer get(Form.Tunings form, GatewayRequest request) {
    readers.require(request.caller());
    KeptTuning job = job(form, request);
    return job.end() == null
        ? answer(
            request, GET, new TuningGet(job.job()), made -> told(form, request, job, tuning(made)))
        : GatewayAnswers.of(known(request, job, job.end()));
  }

  private WholeAnswer cancel(Form.Tunings form, GatewayRequest request) {
    KeptTuning job = job(form, request);
    return answer(
        request,
        "ai.tuning.cancel",
        new TuningGet(job.job()),
        made -> told(form, request, job, tuning(made)));
  }

  private WholeAnswer events(Form.Tunings form, GatewayRequest request) {
    KeptTuning job = job(form, request);
    TuningPage page = form.page(request.question());
    return answer(
        request,
        "ai.tuning.events",
        new TuningEventQuery(job.job(), page.after(), page.limit()),
        made -> form.write((TuningEvents) Objects.requireNonNull(made.value())));
  }

  private KeptTuning job(Form.Tunings form, GatewayRequest request) {
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

  /** What the provider tells; an end is kept, and billed. */
  private byte[] told(Form.Tunings form, GatewayRequest request, KeptTuning job, Tuning told) {
    byte[] written = form.write(job, told);
    if (told.state().ended()) {
      long trained = told.trainedTokens() == null ? 0 : told.trainedTokens();
      KeptTuning.End end = new KeptTuning.End(new String(written, UTF_8), trained, false);
      tunings.ended(request.caller().scope(), job.id(), end, time.now());
      bill(request, job, end);
    }
    return written;
  }

  private byte[] known(GatewayRequest request, KeptTuning job, KeptTuning.End end) {
    bill(request, job, end);
    return end.told().getBytes(UTF_8);
  }

  // At most once: who is killed in between has not billed it.
  private void bill(GatewayRequest request, KeptTuning job, KeptTuning.End end) {
    if (!end.owed() || !tunings.takeBill(request.caller().scope(), job.id())) {
      return;
    }
    boolean billed = false;
    try {
      TuningBill bill = new TuningBill(job.job(), job.model(), end.trained());
      billed = ask(request, "ai.tuning.settle", bill) instanceof Outcome.Succeeded;
    } finally {
      if (!billed) {
        tunings.returnBill(request.caller().scope(), job.id());
      }
    }
  }

  private WholeAnswer answer(
      GatewayRequest request,
      String capability,
      Record input,
      Function<Outcome.Succeeded, byte[]> written) {
    return switch (ask(request, capability, input)) {
      case Outcome.Succeeded made ->
          GatewayAnswers.of(request.endpoint().dialect(), made, written.apply(made));
      case Outcome outcome -> failed(request, outcome, null);
    };
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
