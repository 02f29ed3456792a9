package io.auterity.gateway.dialect;

import io.auterity.jobs.batch.BatchQuery;
import io.auterity.jobs.batch.BatchWire;
import io.auterity.jobs.batch.CallBatch;
import io.auterity.jobs.file.FileQuery;
import io.auterity.jobs.file.StoredFile;
import io.auterity.jobs.tuning.TuningJob;
import io.auterity.jobs.tuning.TuningPage;
import io.auterity.jobs.tuning.TuningRequest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Message;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.TokenCount;
import io.auterity.spi.ai.Tuning;
import io.auterity.spi.ai.TuningEvents;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The form that one question and its answer have in a dialect. What reads one throws {@link
 * io.auterity.spi.CallFailedException} with {@code invalid} or {@code unsupported}, whose {@code
 * fields} name the place.
 */
public sealed interface Form {

  /** A chat, whole or streamed. */
  non-sealed interface Chat extends Form {

    ChatCall read(Question question);

    /** An answer as most calls are told it. */
    byte[] write(ChatResponse answer, AnswerDefaults defaults);

    /** What a call is told: its answer, or several where it wants them. */
    default byte[] write(List<ChatResponse> answers, ChatCall call, AnswerDefaults defaults) {
      if (answers.size() != 1) {
        throw new IllegalStateException(
            "this dialect writes one answer, not %d".formatted(answers.size()));
      }
      return write(answers.getFirst(), defaults);
    }

    /** All that are wanted, one after the other. */
    AnswerStream stream(ChatCall call, Question question, AnswerDefaults defaults);
  }

  /** Responses that one request names, as far as its caller may come back to them. */
  @FunctionalInterface
  interface KeptAnswers {

    /**
     * Those of some decisions, of each that is kept; asked once for all that a request names.
     *
     * @param read what is taken of each
     */
    Map<UUID, Json.Obj> find(Set<UUID> responses, Function<StoredResponse, Json.Obj> read);
  }

  /** A chat, whole or streamed, whose answer its caller may come back to. */
  non-sealed interface Responses extends Form {

    /**
     * Reads one.
     *
     * @param kept where those are that the caller may come back to
     */
    ResponseCall read(Question question, KeptAnswers kept);

    /**
     * A whole answer.
     *
     * @param decision by which the caller may come back
     */
    byte[] write(ChatResponse answer, ResponseCall call, UUID decision);

    AnswerStream stream(ResponseCall call, UUID decision);

    /** The conversation that such an answer ends, without what led it. */
    List<Message> conversation(StoredResponse kept);

    /** The refusal of a response to go on from that is not kept for the caller. */
    CallFailedException noPrevious(String id);
  }

  /** Text completions, whole or streamed. */
  non-sealed interface Completions extends Form {

    CompletionCall read(Question question);

    /** An answer for each prompt, in their order. */
    byte[] write(List<ChatResponse> answers, AnswerDefaults defaults);

    /** One answer after the other. */
    AnswerStream stream(CompletionCall call, AnswerDefaults defaults);
  }

  /** Responses that their callers come back to. */
  non-sealed interface Kept extends Form {

    /** What is done with one. */
    Kept.Act act();

    /** The decision of the one that the path names. */
    UUID id(Question question);

    byte[] write(StoredResponse kept);

    /** Its input. */
    byte[] items(StoredResponse kept, Question question);

    byte[] removed(UUID decision);

    /** What can be done with one. */
    enum Act {
      GET,
      ITEMS,
      DELETE
    }
  }

  /** How many tokens a chat would be. */
  non-sealed interface Tokens extends Form {

    ChatRequest read(Question question);

    byte[] write(TokenCount count);
  }

  /** How many tokens the input of a response would be. */
  non-sealed interface ResponseTokens extends Form {

    /** The form of the response. */
    Responses response();

    byte[] write(TokenCount count);
  }

  /** Texts as vectors. */
  non-sealed interface Vectors extends Form {

    EmbeddingCall read(Question question);

    byte[] write(Embeddings answer, EmbeddingCall call);
  }

  /** Anything else that one call answers whole. */
  @FunctionalInterface
  non-sealed interface Whole extends Form {

    WholeCall read(Question question);
  }

  /** The models that there are. */
  non-sealed interface Models extends Form {

    /** The model that is asked for; empty when all are. */
    default String asked(Question question) {
      return question.named();
    }

    byte[] write(Model model);

    /** A list of them. */
    byte[] write(Collection<Model> models, Question question);
  }

  /** What is known without a call. */
  @FunctionalInterface
  non-sealed interface Known extends Form {

    byte[] write();
  }

  /** A file on its way in, whose body is read as it comes. */
  non-sealed interface Upload extends Form {

    /**
     * Reads all of a form.
     *
     * @param content is handed the content of the file, once, and reads it to its end
     */
    SentFile read(Multipart form, Taker content) throws IOException;

    byte[] write(StoredFile file);

    /** Takes what comes. */
    @FunctionalInterface
    interface Taker {
      void take(InputStream content) throws IOException;
    }
  }

  /** Files that callers left here. */
  non-sealed interface Files extends Form {

    /** What is done with them. */
    Files.Act act();

    /** The file that the path names. */
    UUID id(Question question);

    FileQuery query(Question question);

    byte[] write(StoredFile file);

    byte[] write(List<StoredFile> page, boolean more);

    byte[] deleted(UUID file);

    /** What can be done with files. */
    enum Act {
      LIST,
      GET,
      READ,
      DELETE
    }
  }

  /** Jobs that train models further. */
  non-sealed interface Tunings extends Form {

    /** What is done with them. */
    Tunings.Act act();

    /** The job that the path names. */
    UUID id(Question question);

    TuningRequest read(Question question);

    TuningPage page(Question question);

    /** The id that a list begins behind. */
    UUID after(String id);

    /** A job as its provider tells of it. */
    byte[] write(TuningJob job, Tuning told);

    /** A list of such. */
    byte[] write(List<byte[]> jobs, boolean more);

    byte[] write(TuningEvents events);

    /** What can be done with jobs. */
    enum Act {
      CREATE,
      LIST,
      GET,
      CANCEL,
      EVENTS
    }
  }

  /** Batches of calls. */
  non-sealed interface Batches extends Form {

    /** What is done with them. */
    Batches.Act act();

    /** How their lines are written. */
    BatchWire wire();

    /** The batch that the path names. */
    UUID id(Question question);

    BatchRequest read(Question question);

    BatchQuery query(Question question);

    byte[] write(CallBatch batch);

    byte[] write(List<CallBatch> page, boolean more);

    byte[] deleted(UUID batch);

    /** What can be done with batches. */
    enum Act {
      CREATE,
      LIST,
      GET,
      CANCEL,
      RESULTS,
      DELETE
    }
  }
}
