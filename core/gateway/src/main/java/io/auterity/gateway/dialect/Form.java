package io.auterity.gateway.dialect;

import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.ChatResponse;
import io.auterity.spi.ai.Embeddings;
import io.auterity.spi.ai.Model;
import io.auterity.spi.ai.TokenCount;
import java.util.Collection;

/**
 * The form that one question and its answer have in a dialect. What reads one throws {@link
 * io.auterity.spi.CallFailedException} with {@code invalid} or {@code unsupported}, whose {@code
 * fields} name the place.
 */
public sealed interface Form {

  /** A chat, whole or streamed. */
  non-sealed interface Chat extends Form {

    ChatCall read(Question question);

    byte[] write(ChatResponse answer, AnswerDefaults defaults);

    AnswerStream stream(ChatCall call, AnswerDefaults defaults);
  }

  /** How many tokens a chat would be. */
  non-sealed interface Tokens extends Form {

    ChatRequest read(Question question);

    byte[] write(TokenCount count);
  }

  /** Texts as vectors. */
  non-sealed interface Vectors extends Form {

    EmbeddingCall read(Question question);

    byte[] write(Embeddings answer, EmbeddingCall call);
  }

  /** The models that there are. */
  non-sealed interface Models extends Form {

    byte[] write(Model model);

    /** A list of them. */
    byte[] write(Collection<Model> models, Question question);
  }
}
