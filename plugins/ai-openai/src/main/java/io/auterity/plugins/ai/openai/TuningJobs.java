package io.auterity.plugins.ai.openai;

import io.auterity.plugins.ai.openai.wire.NewTuningCodec;
import io.auterity.plugins.ai.openai.wire.OpenAiEndpoint;
import io.auterity.plugins.ai.openai.wire.TrainingFileCodec;
import io.auterity.plugins.ai.openai.wire.TrainingFilesCodec;
import io.auterity.plugins.ai.openai.wire.TuningCodec;
import io.auterity.plugins.ai.openai.wire.TuningCodec.Act;
import io.auterity.plugins.ai.openai.wire.TuningEventsCodec;
import io.auterity.plugins.ai.openai.wire.TuningListCodec;
import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.NewTuning;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningBill;
import io.auterity.spi.ai.TuningEventQuery;
import io.auterity.spi.ai.TuningEvents;
import io.auterity.spi.ai.TuningQuery;
import io.auterity.spi.ai.TuningState;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.ai.CodecCalls;
import io.auterity.toolkit.paging.PageLimit;
import io.auterity.toolkit.paging.Pages;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Jobs that train models further, each of whose beginnings takes several requests. */
record TuningJobs(OpenAiEndpoint endpoint) {

  private static final int MOST_EPOCHS = 50;
  private static final PageLimit LIMIT = new PageLimit(20, 100);

  /**
   * Hands over the examples, then begins the job; what no job was made of is taken back. A job is
   * found again by the name of its file, since not every vendor lets one name the job.
   */
  Tuning create(NewTuning input, Call call) {
    check(input);
    List<String> handed = new ArrayList<>();
    String name = input.reference();
    try {
      String training = hand(named(input.training(), name, ""), handed, call);
      @Nullable String validation =
          input.validation() == null
              ? null
              : hand(named(input.validation(), name, "-validation"), handed, call);
      return CodecCalls.send(
          new NewTuningCodec(endpoint, call.provider().id()),
          new NewTuningCodec.Asked(input, training, validation),
          call);
    } catch (CallFailedException e) {
      if (e.failure().applied() == Applied.NO) {
        handed.forEach(file -> takeBack(file, call));
      }
      throw e;
    }
  }

  private static void check(NewTuning input) {
    if (input.training().length() == 0) {
      throw Refusal.invalid("training", "must not be empty");
    }
    Integer epochs = input.epochs();
    if (epochs != null && (epochs < 1 || epochs > MOST_EPOCHS)) {
      throw Refusal.invalid("epochs", "must be 1 to %d, not %d".formatted(MOST_EPOCHS, epochs));
    }
  }

  private static Content named(Content content, @Nullable String reference, String part) {
    return reference == null ? content : new NamedContent(content, fileName(reference + part));
  }

  private static String fileName(String reference) {
    return reference + ".jsonl";
  }

  /** The same bytes under another name. */
  private record NamedContent(Content content, String name) implements Content {

    @Override
    public String mediaType() {
      return content.mediaType();
    }

    @Override
    public long length() {
      return content.length();
    }

    @Override
    public InputStream open() {
      return content.open();
    }
  }

  // Whether a file was sent or not, no job was begun with it yet.
  private String hand(Content content, List<String> handed, Call call) {
    try {
      String file = CodecCalls.send(new TrainingFileCodec(endpoint), content, call);
      handed.add(file);
      return file;
    } catch (CallFailedException e) {
      throw new CallFailedException(e.failure().withApplied(Applied.NO));
    }
  }

  // The caller is told why there is no job; a file that stays costs nothing.
  private void takeBack(String file, Call call) {
    try {
      call.provider().transport().send(new TrainingFileCodec(endpoint).removal(file), call);
    } catch (CallFailedException e) {
      return;
    }
  }

  Tuning send(Act act, Ref job, Call call) {
    return CodecCalls.send(new TuningCodec(endpoint, act, call.provider().id()), job, call);
  }

  Page<Tuning> list(TuningQuery query, Call call) {
    if (query.reference() == null) {
      return page(query, call);
    }
    String name = fileName(query.reference());
    List<TrainingFilesCodec.Handed> files =
        CodecCalls.send(new TrainingFilesCodec(endpoint, name), name, call);
    return files.isEmpty() ? new Page<>(List.of(), null) : of(files, page(query, call));
  }

  /** Those of a page that were begun with one of these files, before which there were none. */
  private Page<Tuning> of(List<TrainingFilesCodec.Handed> files, Page<Tuning> page) {
    String dialect = endpoint.traits().tuning().dialect();
    List<String> ids = files.stream().map(TrainingFilesCodec.Handed::id).toList();
    List<Tuning> found =
        page.items().stream()
            .filter(
                job -> {
                  String file = Extra.in(job.extra(), dialect).text("training_file");
                  return file != null && ids.contains(file);
                })
            .toList();
    boolean older =
        !page.items().isEmpty()
            && files.stream().allMatch(file -> file.isNewer(page.items().getLast().createdAt()));
    return new Page<>(found, older ? null : page.next());
  }

  private Page<Tuning> page(TuningQuery query, Call call) {
    int limit = LIMIT.of(query.limit());
    Page<Tuning> told =
        CodecCalls.send(new TuningListCodec(endpoint, call.provider().id()), query, call);
    return endpoint.traits().tuning().pages()
        ? told
        : Pages.of(told.items(), query.cursor(), limit, job -> job.ref().id());
  }

  TuningEvents events(TuningEventQuery query, Call call) {
    int limit = LIMIT.of(query.limit());
    TuningEvents told = CodecCalls.send(new TuningEventsCodec(endpoint), query, call);
    if (endpoint.traits().tuning().pages()) {
      return told;
    }
    Cursor after = query.after() == null ? null : new Cursor(query.after());
    Page<TuningEvents.Event> page = Pages.of(told.events(), after, limit, TuningEvents.Event::id);
    return new TuningEvents(page.items(), page.next() != null);
  }

  /**
   * The job, if it trained just so much, or has ended and does not tell what is estimated. One that
   * the vendor no longer knows tells nothing either.
   */
  Tuning ended(TuningBill bill, Call call) {
    boolean estimated = Boolean.TRUE.equals(bill.estimated());
    Tuning told;
    try {
      told = send(Act.GET, bill.job(), call);
    } catch (CallFailedException e) {
      if (!estimated || e.failure().code() != FailureCode.NOT_FOUND) {
        throw e;
      }
      return forgotten(bill, e.failure());
    }
    if (estimated && told.trainedTokens() == null && told.state().ended()) {
      return told;
    }
    if (estimated || !Objects.equals(told.trainedTokens(), bill.trainedTokens())) {
      throw conflict(bill, told);
    }
    return told;
  }

  private static Tuning forgotten(TuningBill bill, Failure failure) {
    return Tuning.builder(bill.job(), bill.model(), TuningState.FAILED)
        .fault(new Tuning.Fault(failure.code().wire(), failure.message(), null))
        .build();
  }

  private static CallFailedException conflict(TuningBill bill, Tuning told) {
    return new CallFailedException(
        FailureCode.CONFLICT,
        "the job tells %s trained tokens and is %s; %d%s are to be billed"
            .formatted(
                told.trainedTokens(),
                told.state().name().toLowerCase(Locale.ROOT),
                bill.trainedTokens(),
                Boolean.TRUE.equals(bill.estimated()) ? " by estimate" : ""));
  }
}
