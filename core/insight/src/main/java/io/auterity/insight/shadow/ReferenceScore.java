package io.auterity.insight.shadow;

import io.auterity.relay.road.ShadowAnswer.Label;
import io.auterity.relay.road.ShadowAnswer.Said;
import io.auterity.relay.road.ShadowAnswer.Words;
import io.auterity.spi.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The score of an answer against a reference: from 0 to 1, as far as both are the same. Whether
 * there is a score depends on the reference alone, so that none is missing just where an answer is
 * bad.
 */
final class ReferenceScore {

  /** Null where the reference said nothing that an answer could be the same as. */
  static @Nullable Double of(@Nullable Said reference, @Nullable Said answer) {
    return switch (reference) {
      case Label(String label) -> worth(answer instanceof Label(String said) && said.equals(label));
      case Words words -> of(words, answer instanceof Words said ? said : null);
      case null -> null;
    };
  }

  private static @Nullable Double of(Words reference, @Nullable Words answer) {
    if (reference.refused()) {
      return worth(answer != null && answer.refused());
    }
    if (!reference.tools().isEmpty()) {
      return worth(
          answer != null
              && AnswerAgreement.asked(answer.tools())
                  .equals(AnswerAgreement.asked(reference.tools())));
    }
    Json.Obj fields = AnswerAgreement.object(reference.text());
    if (fields == null) {
      return null;
    }
    Json.Obj said =
        answer == null || answer.refused() || !answer.tools().isEmpty()
            ? null
            : AnswerAgreement.object(answer.text());
    return said == null ? 0.0 : shared(fields.fields(), said.fields());
  }

  private static double shared(Map<String, Json> one, Map<String, Json> other) {
    Set<String> names = new HashSet<>(one.keySet());
    names.addAll(other.keySet());
    long same = names.stream().filter(name -> isSame(one.get(name), other.get(name))).count();
    return names.isEmpty() ? 1 : (double) same / names.size();
  }

  private static boolean isSame(@Nullable Json one, @Nullable Json other) {
    return one != null && one.equals(other);
  }

  private static double worth(boolean same) {
    return same ? 1 : 0;
  }
}
