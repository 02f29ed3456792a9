package io.auterity.relay.answer;

import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.CallGuard.Piece;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.CallGuard.Way;
import io.auterity.spi.ai.XmlAnswer;
import io.auterity.spi.ai.XmlAnswer.XmlDocument;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The elements parsed from an XML answer, and which of them stood in several texts. Each of those a
 * guard has seen by itself, but not what they say together.
 *
 * @param values by their tags
 * @param documents by their places
 */
record ReadElements(XmlAnswer answer, Set<String> values, Set<Integer> documents) {

  /**
   * The answer, after a guard has seen what no text says alone.
   *
   * @throws io.auterity.spi.CallFailedException {@code content_refused}
   */
  XmlAnswer judgedBy(CallGuard guard) {
    List<Piece> pieces = new ArrayList<>();
    with(
        text -> {
          pieces.add(new Piece(Place.WORDS, text));
          return text;
        });
    if (pieces.isEmpty()) {
      return answer;
    }
    Iterator<String> judged = guard.judge(Way.ANSWER, pieces).iterator();
    return with(text -> judged.next());
  }

  // One walk for both: what is gathered and what is put back stand in the same order.
  private XmlAnswer with(UnaryOperator<String> judge) {
    Map<String, String> others = new LinkedHashMap<>(answer.values());
    others.replaceAll((tag, text) -> values.contains(tag) ? judge.apply(text) : text);
    List<XmlDocument> list = new ArrayList<>(answer.documents());
    for (int i = 0; i < list.size(); i++) {
      if (documents.contains(i)) {
        list.set(i, document(list.get(i), judge));
      }
    }
    return new XmlAnswer(others, list, answer.faults());
  }

  private static XmlDocument document(XmlDocument one, UnaryOperator<String> judge) {
    Map<String, String> attributes = new LinkedHashMap<>(one.attributes());
    attributes.replaceAll((name, value) -> judge.apply(value));
    return new XmlDocument(one.tag(), attributes, judge.apply(one.text()));
  }
}
