package io.auterity.plugins.tracker;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents.Document;
import io.auterity.spi.Done;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.IssueLink;
import io.auterity.spi.tracker.IssueLinkQuery;
import io.auterity.spi.tracker.IssueLinkType;
import io.auterity.spi.tracker.NewIssueLink;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Links between issues as documents; each is kept once and seen from both ends. */
record IssueLinks(TrackerDocuments store, Issues issues) {

  static final String COLLECTION = "link";

  /** Both issues, so that either finds it. */
  static final String ENDS = "ends";

  private static final String TYPE = "type";

  /** What the first issue does to the second, where there are two ways to say it. */
  private record Way(String from, IssueLinkType type, String to) {

    static Way of(NewIssueLink link) {
      String issue = link.issue().id();
      String other = link.other().id();
      return switch (link.type()) {
        case BLOCKED_BY, DUPLICATED_BY -> new Way(other, turned(link.type()), issue);
        case RELATES_TO ->
            issue.compareTo(other) <= 0
                ? new Way(issue, link.type(), other)
                : new Way(other, link.type(), issue);
        case BLOCKS, DUPLICATES -> new Way(issue, link.type(), other);
        default -> throw unknown(link.type());
      };
    }

    Json.Obj body() {
      return Json.EMPTY
          .with(ENDS, Json.array(List.of(Json.of(from), Json.of(to))))
          .with(TYPE, Json.of(type.name()));
    }

    static Way read(Document document) {
      Fields fields = Fields.of(document.body());
      List<String> ends = fields.texts(ENDS);
      return new Way(ends.get(0), IssueLinkType.valueOf(fields.text(TYPE)), ends.get(1));
    }

    private static IssueLinkType turned(IssueLinkType type) {
      return switch (type) {
        case BLOCKS -> IssueLinkType.BLOCKED_BY;
        case BLOCKED_BY -> IssueLinkType.BLOCKS;
        case DUPLICATES -> IssueLinkType.DUPLICATED_BY;
        case DUPLICATED_BY -> IssueLinkType.DUPLICATES;
        case RELATES_TO -> type;
        default -> throw unknown(type);
      };
    }

    private static CallFailedException unknown(IssueLinkType type) {
      return Refusal.of(
          FailureCode.UNSUPPORTED, TYPE, "links of type %s are not kept here".formatted(type));
    }

    IssueLinkType seenFrom(String issue) {
      return issue.equals(from) ? type : turned(type);
    }

    String other(String issue) {
      return issue.equals(from) ? to : from;
    }
  }

  IssueLink create(NewIssueLink input, Optional<String> callKey) {
    Way way = Way.of(input);
    if (way.from().equals(way.to())) {
      throw Refusal.invalid("other", "must be another issue");
    }
    Document stored =
        store.addOnce(
            COLLECTION,
            callKey,
            way.body(),
            writer -> {
              Issues.growing(writer, input.issue().id());
              Issues.growing(writer, input.other().id());
              return new TrackerDocuments.Wanted(
                  new Document(COLLECTION, "l" + writer.next(COLLECTION), way.body()),
                  Map.of("way", way.from() + " " + way.type() + " " + way.to()));
            },
            there ->
                Refusal.of(
                    FailureCode.CONFLICT,
                    TYPE,
                    "the issues are linked so already, by " + there.id()));
    return link(stored, input.issue().id());
  }

  Page<IssueLink> list(IssueLinkQuery query) {
    String issue = issues.get(query.issue()).key();
    Json.Obj filter = Json.EMPTY.with(ENDS, Json.array(List.of(Json.of(issue))));
    return store.page(
        COLLECTION, filter, query.cursor(), query.limit(), found -> link(found, issue));
  }

  Done delete(Ref link) {
    return store.write(
        writer -> {
          if (writer.get(COLLECTION, link.id()).isEmpty()) {
            throw TrackerErrors.unknown(COLLECTION, link.id());
          }
          writer.delete(COLLECTION, link.id());
          return Done.DONE;
        });
  }

  private IssueLink link(Document document, String issue) {
    Way way = Way.read(document);
    return new IssueLink(
        store.ref(document.id()),
        store.ref(issue),
        way.seenFrom(issue),
        store.ref(way.other(issue)));
  }
}
