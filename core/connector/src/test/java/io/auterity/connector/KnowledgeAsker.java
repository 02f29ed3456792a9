package io.auterity.connector;

import io.auterity.spi.Call;
import io.auterity.spi.Change;
import io.auterity.spi.Content;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.AttachmentQuery;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.NewAttachment;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.NewPageComment;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.spi.knowledge.PageCommentQuery;
import io.auterity.spi.knowledge.PageCommentUpdate;
import io.auterity.spi.knowledge.PageDepth;
import io.auterity.spi.knowledge.PageExport;
import io.auterity.spi.knowledge.PageFormat;
import io.auterity.spi.knowledge.PageImport;
import io.auterity.spi.knowledge.PageListing;
import io.auterity.spi.knowledge.PageMove;
import io.auterity.spi.knowledge.PagePermission;
import io.auterity.spi.knowledge.PageRevisionQuery;
import io.auterity.spi.knowledge.PageShare;
import io.auterity.spi.knowledge.PageShareQuery;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.SpaceQuery;
import io.auterity.spi.knowledge.SpaceUpdate;
import io.auterity.spi.knowledge.WhichAttachment;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.spi.knowledge.WhichPageComment;
import io.auterity.spi.knowledge.WhichPageShare;
import io.auterity.spi.knowledge.WhichRevision;
import io.auterity.spi.knowledge.WhichSpace;
import io.auterity.testkit.contract.Failures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/**
 * Asks a connector file of the kind {@code knowledge} for everything: the least and the most of
 * inputs, each value of an enumeration, each change set and cleared, and a second page.
 *
 * @param ids of a space, a page, a parent and an attachment, as the vendor writes them
 */
record KnowledgeAsker(AnsweringVendor vendor, Ids ids, Set<String> answered) {

  record Ids(String space, String page, String parent, String attachment) {}

  KnowledgeAsker(AnsweringVendor vendor, Ids ids) {
    this(vendor, ids, new TreeSet<>());
  }

  private Ref space() {
    return new Ref("mine", ids.space());
  }

  private Ref page() {
    return new Ref("mine", ids.page());
  }

  private Ref parent() {
    return new Ref("mine", ids.parent());
  }

  /** The operations that answered at least once; the others refused as unsupported. */
  Set<String> askEverything() {
    spaces();
    pages();
    attachments();
    texts();
    comments();
    return answered;
  }

  private void spaces() {
    ask("space.create", Knowledge::createSpace, new NewSpace("A \"name\"", null));
    ask("space.create", Knowledge::createSpace, new NewSpace("Name", "Described"));
    ask("space.get", Knowledge::getSpace, new WhichSpace(space()));
    for (Change<String> name : List.of(Change.<String>keep(), Change.to("New"))) {
      for (Change<String> text : changes(name)) {
        ask("space.update", Knowledge::updateSpace, new SpaceUpdate(space(), name, text));
      }
    }
    ask("space.delete", Knowledge::deleteSpace, new WhichSpace(space()));
    pages("space.list", Knowledge::listSpaces, cursor -> new SpaceQuery(cursor, 1));
  }

  private void pages() {
    for (Ref parent : new Ref[] {null, parent()}) {
      for (Integer position : new Integer[] {null, 3}) {
        ask(
            "page.create",
            Knowledge::createPage,
            new NewPage(space(), parent, "Title", parent == null ? null : "# Body", position));
        ask("page.move", Knowledge::movePage, new PageMove(page(), space(), parent, position));
      }
      for (PageDepth depth : PageDepth.values()) {
        pages(
            "page.list", Knowledge::listPages, c -> new PageListing(space(), parent, depth, c, 1));
      }
    }
    ask("page.move", Knowledge::movePage, new PageMove(page(), null, parent(), null));
    ask("page.get", Knowledge::getPage, new WhichPage(page()));
    for (Change<String> title : List.of(Change.<String>keep(), Change.to("New"))) {
      for (Change<String> body : changes(title)) {
        ask("page.update", Knowledge::updatePage, new PageUpdate(page(), title, body));
      }
    }
    ask(
        "page.update",
        Knowledge::updatePage,
        new PageUpdate(page(), Change.to("New"), Change.keep(), "3"));
    ask("page.move", Knowledge::movePage, new PageMove(page(), null, parent(), null, "3"));
    ask("page.delete", Knowledge::deletePage, new WhichPage(page()));
  }

  private void attachments() {
    Content content = Content.of("text/plain", "text".getBytes(StandardCharsets.UTF_8));
    Ref attachment = new Ref("mine", ids.attachment());
    ask(
        "attachment.upload",
        Knowledge::uploadAttachment,
        new NewAttachment(page(), "Bücher \"1\".txt", content));
    ask("attachment.get", Knowledge::getAttachment, new WhichAttachment(attachment));
    pages("attachment.list", Knowledge::listAttachments, c -> new AttachmentQuery(page(), c, 1));
    ask("attachment.delete", Knowledge::deleteAttachment, new WhichAttachment(attachment));
  }

  private void texts() {
    Content content = Content.of("text/plain", "Text".getBytes(StandardCharsets.UTF_8));
    for (Ref in : new Ref[] {null, space()}) {
      pages(
          "content.search",
          Knowledge::searchContent,
          c -> new ContentSearch("a \"b\" {c} [d]", in, c, 1));
    }
    for (PageFormat format : PageFormat.values()) {
      ask("content.export", Knowledge::exportContent, new PageExport(page(), format));
      for (Ref parent : new Ref[] {null, parent()}) {
        ask(
            "content.import",
            Knowledge::importContent,
            new PageImport(space(), parent, "Title", format, content));
      }
    }
    for (PagePermission permission : PagePermission.values()) {
      ask("share.create", Knowledge::createShare, new PageShare(page(), "7", permission));
    }
    pages("share.list", Knowledge::listShares, c -> new PageShareQuery(page(), c, 1));
    ask("share.delete", Knowledge::deleteShare, new WhichPageShare(page(), "7"));
  }

  private void comments() {
    Ref comment = new Ref("mine", "5");
    ask("comment.create", Knowledge::createComment, new NewPageComment(page(), "Well *done*"));
    ask("comment.update", Knowledge::updateComment, new PageCommentUpdate(comment, "Done"));
    ask("comment.delete", Knowledge::deleteComment, new WhichPageComment(comment));
    pages("comment.list", Knowledge::listComments, c -> new PageCommentQuery(page(), c, 1));
    pages("revision.list", Knowledge::listRevisions, c -> new PageRevisionQuery(page(), c, 1));
    ask("revision.get", Knowledge::getRevision, new WhichRevision(page(), "2"));
  }

  /** What may be done to a text; it is kept only beside what is not. */
  private static List<Change<String>> changes(Change<String> beside) {
    return beside instanceof Change.Keep
        ? List.of(Change.to("Text"), Change.clear())
        : List.of(Change.keep(), Change.to("Text"), Change.clear());
  }

  /** One operation of the kind. */
  @FunctionalInterface
  interface Asked<I, O> {
    O of(Knowledge knowledge, I input, Call call);
  }

  private <I, T> void pages(String operation, Asked<I, Page<T>> asked, InputOfPage<I> input) {
    Optional<Page<T>> first = ask(operation, asked, input.of(null));
    first.ifPresent(
        page -> Assertions.assertThat(page.items()).describedAs(operation).isNotEmpty());
    first.map(Page::next).ifPresent(next -> ask(operation, asked, input.of(next)));
  }

  /** The input that asks for a page. */
  @FunctionalInterface
  interface InputOfPage<I> {
    I of(@Nullable Cursor cursor);
  }

  private <I, O> Optional<O> ask(String operation, Asked<I, O> asked, I input) {
    Knowledge knowledge = vendor.of(Knowledge.class);
    List<O> result = new ArrayList<>();
    Optional<Failure> failure =
        Failures.of(
            () -> result.add(asked.of(knowledge, input, vendor.callOf("knowledge." + operation))));
    Assertions.assertThat(failure.map(Failure::code))
        .describedAs("%s of %s: %s", operation, input, failure)
        .isIn(Optional.empty(), Optional.of(FailureCode.UNSUPPORTED));
    if (failure.isEmpty()) {
      answered.add(operation);
    }
    return result.stream().findFirst();
  }
}
