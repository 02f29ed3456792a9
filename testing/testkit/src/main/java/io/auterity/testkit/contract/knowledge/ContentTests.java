package io.auterity.testkit.contract.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Content;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.ContentHit;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.PageExport;
import io.auterity.spi.knowledge.PageFormat;
import io.auterity.spi.knowledge.PageImport;
import io.auterity.testkit.contract.Failures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a store finds, gives out and takes in. */
abstract class ContentTests extends KnowledgePart {

  ContentTests(KnowledgeContract contract) {
    super(contract);
  }

  @Test
  void aSearchFindsPagesByTheirWords() {
    need("content.search");
    Ref space = space();
    Ref wanted = page(space, "The zugzwang of 日本 is known").ref();
    page(space, "Nothing of that");
    contract.untilSearchable();

    assertThat(search("zugzwang", space)).extracting(ContentHit::page).containsExactly(wanted);
  }

  @Test
  void nothingInASearchIsSyntax() {
    need("content.search");
    Ref space = space();
    page(space);
    contract.untilSearchable();

    for (String text : List.of("\"", "AND OR NOT", "*", "title:x", "(", "\\", "a~ {type:x}", "-")) {
      assertThat(Failures.of(() -> search(text, space))).as(text).isEmpty();
    }
  }

  @Test
  void anExportHoldsTheText() {
    need("content.export");
    Ref page = page(space(), "Words of " + UNICODE).ref();

    Content content =
        knowledge()
            .exportContent(new PageExport(page, PageFormat.MARKDOWN), call("content.export"))
            .content();

    assertThat(new String(content.bytes(), StandardCharsets.UTF_8)).contains("Words of " + UNICODE);
  }

  @Test
  void anImportMakesAPage() {
    need("content.import", "page.get");
    PageImport input =
        new PageImport(
            space(), null, contract.freshName(), PageFormat.MARKDOWN, text("# Head\n\n" + UNICODE));

    KnowledgePage made = knowledge().importContent(input, call("content.import"));

    assertThat(read(made.ref()).title()).isEqualTo(input.title());
    assertThat(read(made.ref()).body()).contains("Head", UNICODE);
  }

  private List<ContentHit> search(String text, Ref space) {
    return knowledge()
        .searchContent(new ContentSearch(text, space, null, 10), call("content.search"))
        .items();
  }
}
