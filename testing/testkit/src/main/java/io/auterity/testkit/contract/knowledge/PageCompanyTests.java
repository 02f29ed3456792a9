package io.auterity.testkit.contract.knowledge;

import static io.auterity.testkit.contract.Slice.all;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Content;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.AttachmentContent;
import io.auterity.spi.knowledge.AttachmentQuery;
import io.auterity.spi.knowledge.NewAttachment;
import io.auterity.spi.knowledge.PageAttachment;
import io.auterity.spi.knowledge.PageComment;
import io.auterity.spi.knowledge.PageCommentQuery;
import io.auterity.spi.knowledge.PageCommentUpdate;
import io.auterity.spi.knowledge.PagePermission;
import io.auterity.spi.knowledge.PageRevision;
import io.auterity.spi.knowledge.PageShare;
import io.auterity.spi.knowledge.PageShareQuery;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.WhichAttachment;
import io.auterity.spi.knowledge.WhichPageComment;
import io.auterity.spi.knowledge.WhichPageShare;
import io.auterity.spi.knowledge.WhichRevision;
import io.auterity.testkit.contract.Slice;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a store does with what hangs on pages: attachments, comments, shares, revisions. */
abstract class PageCompanyTests extends KnowledgePart {

  PageCompanyTests(KnowledgeContract contract) {
    super(contract);
  }

  @TestFactory
  Stream<DynamicTest> anAttachmentKeepsNameAndBytes() {
    offered(supports("attachment.upload") && supports("attachment.get"));
    return Stream.of("letter.txt", "Bücher 日本.txt", "with space & quote\".txt")
        .map(name -> DynamicTest.dynamicTest(name, () -> assertAttached(name)));
  }

  private void assertAttached(String name) {
    byte[] bytes = new byte[] {0, 1, (byte) 0xff, '\r', '\n', '-', '-'};
    NewAttachment input =
        new NewAttachment(page(space()).ref(), name, Content.of("application/x-test", bytes));

    PageAttachment made = knowledge().uploadAttachment(input, call("attachment.upload"));

    AttachmentContent read =
        knowledge().getAttachment(new WhichAttachment(made.ref()), call("attachment.get"));
    assertThat(read.content().bytes()).isEqualTo(bytes);
    assertThat(made.name()).isEqualTo(name);
  }

  @Test
  void attachmentsOfAPageAreListedUntilDeleted() {
    need("attachment.upload", "attachment.list", "attachment.delete");
    Ref page = page(space()).ref();
    List<Ref> made =
        Stream.of("a", "b", "c").map(n -> attached(page, n + ".txt", n).ref()).toList();

    knowledge().deleteAttachment(new WhichAttachment(made.get(1)), call("attachment.delete"));

    assertThat(all(slice -> listAttachments(page, slice), 1))
        .extracting(PageAttachment::ref)
        .containsExactlyInAnyOrder(made.get(0), made.get(2));
  }

  @Test
  void commentsAreListed() {
    need("comment.create", "comment.list");
    Ref page = page(space()).ref();
    List<Ref> made = Stream.of(UNICODE, "Second").map(body -> commented(page, body).ref()).toList();

    List<PageComment> listed = all(slice -> listComments(page, slice), 1);

    assertThat(listed).extracting(PageComment::ref).containsExactlyElementsOf(made);
    assertThat(listed.getFirst().body()).contains(UNICODE);
  }

  @Test
  void aCommentIsChangedAndDeleted() {
    need("comment.create", "comment.list", "comment.update", "comment.delete");
    Ref page = page(space()).ref();
    Ref first = commented(page, "First").ref();
    Ref second = commented(page, "Second").ref();

    PageComment changed =
        knowledge().updateComment(new PageCommentUpdate(first, UNICODE), call("comment.update"));
    knowledge().deleteComment(new WhichPageComment(second), call("comment.delete"));

    assertThat(changed.ref()).isEqualTo(first);
    List<PageComment> listed = all(slice -> listComments(page, slice), 10);
    assertThat(listed).extracting(PageComment::ref).containsExactly(first);
    assertThat(listed.getFirst().body()).contains(UNICODE);
  }

  @Test
  void aShareIsListedUntilItIsTakenBack() {
    need("share.create", "share.list", "share.delete");
    Ref page = page(space()).ref();
    PageShare share = new PageShare(page, contract.someone(), PagePermission.READ);

    knowledge().createShare(share, call("share.create"));

    assertThat(all(slice -> listShares(page, slice), 10)).contains(share);
    knowledge().deleteShare(new WhichPageShare(page, contract.someone()), call("share.delete"));
    assertThat(all(slice -> listShares(page, slice), 10))
        .extracting(PageShare::with)
        .doesNotContain(contract.someone());
  }

  @Test
  void aPageCanBeReadAsItStood() {
    need("revision.list", "revision.get", "page.update");
    Ref page = page(space(), "First words").ref();
    knowledge()
        .updatePage(
            new PageUpdate(page, Change.keep(), Change.to("Other words")), call("page.update"));

    List<PageRevision> revisions = revisions(page, 1);

    assertThat(revisions).hasSizeGreaterThanOrEqualTo(2);
    assertThat(revisions.getFirst().at()).isAfterOrEqualTo(revisions.getLast().at());
    String oldest = revisions.getLast().id();
    assertThat(
            knowledge().getRevision(new WhichRevision(page, oldest), call("revision.get")).body())
        .contains("First words");
  }

  private Page<PageShare> listShares(Ref page, Slice slice) {
    return knowledge()
        .listShares(new PageShareQuery(page, slice.cursor(), slice.limit()), call("share.list"));
  }

  private Page<PageAttachment> listAttachments(Ref page, Slice slice) {
    return knowledge()
        .listAttachments(
            new AttachmentQuery(page, slice.cursor(), slice.limit()), call("attachment.list"));
  }

  private Page<PageComment> listComments(Ref page, Slice slice) {
    return knowledge()
        .listComments(
            new PageCommentQuery(page, slice.cursor(), slice.limit()), call("comment.list"));
  }
}
