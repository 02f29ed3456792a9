package io.auterity.testkit.contract.knowledge;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.WhichPage;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a store does with pages that are written, read and changed. */
abstract class PageTests extends KnowledgePart {

  private static final List<String> HOSTILE =
      List.of(
          "../../etc/passwd",
          "a/b\\c",
          "CON",
          "-rf",
          "'; DROP TABLE pages; --",
          "<script>alert(1)</script>",
          "${jndi:ldap://x}",
          "{{7*7}}",
          "%00%2e%2e",
          "\"quoted\" & <b>",
          "null",
          "\u202Etxt.exe");

  PageTests(KnowledgeContract contract) {
    super(contract);
  }

  @Test
  void aPageKeepsTitleAndText() {
    need("page.get");
    String body = "# " + UNICODE + "\n\n- one\n- two\n\n`code` and *emphasis*";
    NewPage input = new NewPage(space(), null, contract.freshName() + " " + UNICODE, body, null);

    KnowledgePage made = knowledge().createPage(input, call("page.create"));

    KnowledgePage read = read(made.ref());
    assertThat(read.ref()).isEqualTo(made.ref());
    assertThat(read.title()).isEqualTo(input.title());
    assertThat(read.body()).contains(UNICODE, "one", "two", "code", "emphasis");
  }

  @TestFactory
  Stream<DynamicTest> aTitleMayBeAnything() {
    offered(supports("page.get"));
    return HOSTILE.stream()
        .map(
            title ->
                DynamicTest.dynamicTest(title, () -> assertTitle(contract.freshName() + title)));
  }

  private void assertTitle(String title) {
    NewPage input = new NewPage(space(), null, title, "Text", null);

    assertThat(read(knowledge().createPage(input, call("page.create")).ref()).title())
        .isEqualTo(title);
  }

  @Test
  void anUpdateChangesWhatItNamesAndNothingElse() {
    need("page.update", "page.get");
    KnowledgePage before = page(space(), "First words");

    knowledge()
        .updatePage(
            new PageUpdate(before.ref(), Change.keep(), Change.to("Other words")),
            call("page.update"));

    KnowledgePage after = read(before.ref());
    assertThat(after.title()).isEqualTo(before.title());
    assertThat(after.body()).contains("Other words").doesNotContain("First");
  }

  @Test
  void aPageThatWasChangedMeanwhileIsNotOverwritten() {
    need("page.update", "page.get");
    Ref page = page(space(), "First words").ref();
    String seen = read(page).revision();
    if (seen == null) {
      expect(FailureCode.UNSUPPORTED, () -> updated(page, "Lost", "1"));
      return;
    }

    KnowledgePage changed = updated(page, "Other words", seen);

    assertThat(changed.revision()).isNotEqualTo(seen).isEqualTo(read(page).revision());
    expect(FailureCode.CONFLICT, () -> updated(page, "Lost", seen));
    assertThat(read(page).body()).contains("Other words");
  }

  private KnowledgePage updated(Ref page, String body, String expected) {
    return knowledge()
        .updatePage(
            new PageUpdate(page, Change.keep(), Change.to(body), expected), call("page.update"));
  }

  @Test
  void aTextCanBeClearedAndATitleCannot() {
    need("page.update", "page.get");
    Ref page = page(space(), "First words").ref();

    knowledge()
        .updatePage(new PageUpdate(page, Change.keep(), Change.clear()), call("page.update"));

    assertThat(Objects.requireNonNullElse(read(page).body(), "")).isBlank();
    expect(
        FailureCode.INVALID,
        () ->
            knowledge()
                .updatePage(
                    new PageUpdate(page, Change.clear(), Change.keep()), call("page.update")));
  }

  @Test
  void aDeletedPageIsGone() {
    need("page.delete", "page.get");
    Ref page = page(space()).ref();

    knowledge().deletePage(new WhichPage(page), call("page.delete"));

    expect(FailureCode.NOT_FOUND, () -> read(page));
  }

  @TestFactory
  Stream<DynamicTest> whatIsUnknownIsNotFound() {
    return Stream.of(
            "space.get",
            "page.get",
            "page.update",
            "page.create",
            "attachment.upload",
            "attachment.get",
            "comment.create",
            "comment.update",
            "comment.delete",
            "content.export",
            "revision.list")
        .filter(this::supports)
        .map(operation -> DynamicTest.dynamicTest(operation, () -> assertUnknown(operation)));
  }

  private void assertUnknown(String operation) {
    Ref unknown = new Ref(provider().id(), contract.unknownId());
    Object input = new KnowledgeInputs(contract).about(operation, unknown, unknown, unknown, "1");

    expect(FailureCode.NOT_FOUND, () -> invoke(operation, input, call(operation)));
  }
}
