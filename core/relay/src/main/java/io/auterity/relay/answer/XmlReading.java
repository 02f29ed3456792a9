package io.auterity.relay.answer;

import io.auterity.spi.ai.XmlAnswer;
import io.auterity.spi.ai.XmlAnswer.XmlDocument;
import io.auterity.spi.ai.XmlAnswer.XmlFault;
import io.auterity.spi.ai.XmlAnswer.XmlFaultCode;
import io.auterity.spi.ai.XmlFormat;
import io.auterity.spi.ai.XmlFormat.DocumentTag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of an answer, once from its beginning to its end. Only the elements that were
 * asked for are elements; all that stands in one up to its first end tag is its text, as it was
 * written: nothing within is an element, and no reference is resolved, but for {@code CDATA} around
 * all of it. There are no declarations and no entities, and nothing is ever fetched. Other text is
 * passed over, and told as a fault unless it is space or a code fence around everything. At the
 * last fault that is told, reading ends.
 */
final class XmlReading {

  /** Characters of an answer that is read. */
  static final int LONGEST = 8 * 1024 * 1024;

  private static final int MOST_DOCUMENTS = 1_000;
  private static final int MOST_FAULTS = 32;
  private static final String FENCE = "```";
  private static final String CDATA = "<![CDATA[";

  private final String text;
  private final NavigableSet<Integer> seams;
  private final Set<String> tags;
  private final Map<String, List<String>> kinds = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<XmlDocument> documents = new ArrayList<>();
  private final List<XmlFault> faults = new ArrayList<>();
  private final Set<String> joinedValues = new HashSet<>();
  private final Set<Integer> joinedDocuments = new HashSet<>();

  /** Elements that have no end tag behind some place, so that none need be looked for again. */
  private final Set<String> endless = new HashSet<>();

  private CdataEnd cdata;
  private int at;
  private final int end;

  private XmlReading(XmlFormat format, String text, NavigableSet<Integer> seams) {
    this.text = text;
    this.seams = seams;
    this.cdata = CdataEnd.after(text, 0);
    this.tags = new HashSet<>(orEmpty(format.tags()));
    for (DocumentTag kind : orEmpty(format.documents())) {
      kinds.put(kind.tag(), orEmpty(kind.attributes()));
    }
    int fence = openingFence();
    this.at = fence;
    this.end = fence == 0 ? text.length() : closingFence();
  }

  /**
   * What an answer of these words says.
   *
   * @param seams where a text that was judged by itself begins behind another one
   */
  static ReadElements of(XmlFormat format, String text, NavigableSet<Integer> seams) {
    if (text.length() > LONGEST) {
      return new ReadElements(
          new XmlAnswer(
              Map.of(), List.of(), List.of(new XmlFault(XmlFaultCode.TOO_LONG, null, LONGEST))),
          Set.of(),
          Set.of());
    }
    XmlReading reading = new XmlReading(format, text, seams);
    reading.read();
    for (String tag : orEmpty(format.tags())) {
      if (!reading.values.containsKey(tag) && !reading.endless.contains(tag)) {
        reading.fault(XmlFaultCode.MISSING, tag, text.length());
      }
    }
    return new ReadElements(
        new XmlAnswer(reading.values, reading.documents, reading.faults),
        reading.joinedValues,
        reading.joinedDocuments);
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  // Models like to show code as code: a first line with a fence, and a last one.
  private int openingFence() {
    int from = XmlStartTag.spaceFrom(text, 0);
    int line = text.indexOf('\n', from);
    return text.startsWith(FENCE, from)
            && line > 0
            && closingFence() > line
            && text.substring(from, line).strip().matches("```[A-Za-z]{0,16}")
            && text.stripTrailing().endsWith("\n" + FENCE)
        ? line + 1
        : 0;
  }

  private int closingFence() {
    return text.stripTrailing().length() - FENCE.length();
  }

  private void read() {
    int outside = at;
    while (at < end && documents.size() <= MOST_DOCUMENTS && faults.size() < MOST_FAULTS) {
      int begin = text.indexOf('<', at);
      if (begin < 0 || begin >= end) {
        break;
      }
      at = begin;
      XmlStartTag start = start(begin);
      if (start == null || !element(start)) {
        at = begin + 1;
      } else {
        outside(outside, begin);
        outside = at;
      }
    }
    if (faults.size() < MOST_FAULTS) {
      outside(outside, end);
    }
    if (documents.size() > MOST_DOCUMENTS) {
      documents.removeLast();
      fault(XmlFaultCode.TOO_LONG, null, at);
    }
  }

  private void outside(int from, int to) {
    String between = text.substring(from, to);
    if (!between.isBlank()) {
      int first = between.length() - between.stripLeading().length();
      fault(XmlFaultCode.TEXT_OUTSIDE, null, from + first);
    }
  }

  // Null where no element begins, or none that can be read.
  private @Nullable XmlStartTag start(int begin) {
    String tag = XmlStartTag.nameAt(text, begin + 1);
    if (!tags.contains(tag) && !kinds.containsKey(tag)) {
      return null;
    }
    XmlStartTag start = XmlStartTag.read(text, begin, tag);
    if (start == null) {
      fault(XmlFaultCode.MALFORMED, tag, begin);
    }
    return start;
  }

  /** Takes the element that begins so; false when it never ends. */
  private boolean element(XmlStartTag start) {
    if (start.empty()) {
      take(start, new Content(start.end(), start.end(), start.end()));
      return true;
    }
    if (endless.contains(start.tag())) {
      return false;
    }
    Content content = content(start);
    if (content == null) {
      endless.add(start.tag());
      fault(XmlFaultCode.UNCLOSED, start.tag(), start.begin());
      return false;
    }
    take(start, content);
    return true;
  }

  /** What stands in an element: where it begins and ends, and where the end tag does. */
  private record Content(int begin, int close, int end) {}

  private @Nullable Content content(XmlStartTag start) {
    int first = XmlStartTag.spaceFrom(text, start.end());
    if (text.startsWith(CDATA, first)) {
      cdata = cdata.from(text, first + CDATA.length());
      if (start.tag().equals(cdata.tag())) {
        return new Content(first + CDATA.length(), cdata.begin(), cdata.behind());
      }
    }
    String mark = "</" + start.tag();
    for (int close = text.indexOf(mark, start.end());
        close >= 0;
        close = text.indexOf(mark, close + 1)) {
      int after = XmlStartTag.endTagAt(text, close, start.tag());
      if (after >= 0 && after <= end) {
        nested(start, text.substring(start.end(), close));
        return new Content(start.end(), close, after);
      }
    }
    return null;
  }

  // Of two that begin and one that ends it is unknown which one the model has meant.
  private void nested(XmlStartTag start, String inner) {
    String mark = "<" + start.tag();
    for (int again = inner.indexOf(mark); again >= 0; again = inner.indexOf(mark, again + 1)) {
      if (XmlStartTag.nameAt(inner, again + 1).equals(start.tag())) {
        fault(XmlFaultCode.MALFORMED, start.tag(), start.end() + again);
        return;
      }
    }
  }

  private void take(XmlStartTag start, Content content) {
    at = content.end();
    String tag = start.tag();
    String inner = text.substring(content.begin(), content.close());
    boolean joined = joined(content.begin(), content.close());
    List<String> wanted = kinds.get(tag);
    if (wanted != null) {
      if (joined || joined(start.begin(), start.end())) {
        joinedDocuments.add(documents.size());
      }
      documents.add(new XmlDocument(tag, start.attributes(), withoutBreaks(inner)));
      if (!start.attributes().keySet().containsAll(wanted)) {
        fault(XmlFaultCode.ATTRIBUTE_MISSING, tag, start.begin());
      }
    } else if (values.putIfAbsent(tag, inner.strip()) != null) {
      fault(XmlFaultCode.REPEATED, tag, start.begin());
    } else if (joined) {
      joinedValues.add(tag);
    }
  }

  private boolean joined(int from, int to) {
    Integer seam = seams.higher(from);
    return seam != null && seam < to;
  }

  private static String withoutBreaks(String inner) {
    int from = inner.startsWith("\r\n") ? 2 : inner.startsWith("\n") ? 1 : 0;
    int to = inner.length();
    if (to > from && inner.charAt(to - 1) == '\n') {
      to -= to - 1 > from && inner.charAt(to - 2) == '\r' ? 2 : 1;
    }
    return inner.substring(from, to);
  }

  private void fault(XmlFaultCode code, @Nullable String tag, int place) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(new XmlFault(code, tag, place));
    }
  }
}
