package io.auterity.testkit.contract.knowledge;

import static io.auterity.testkit.contract.Slice.all;

import io.auterity.spi.Content;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewAttachment;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.NewPageComment;
import io.auterity.spi.knowledge.PageAttachment;
import io.auterity.spi.knowledge.PageComment;
import io.auterity.spi.knowledge.PageRevision;
import io.auterity.spi.knowledge.PageRevisionQuery;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.testkit.contract.ContractPart;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What tests of a store ask it with. */
abstract class KnowledgePart extends ContractPart<Knowledge> {

  static final String UNICODE = "Überall 日本 🚀 עברית";

  final KnowledgeContract contract;

  KnowledgePart(KnowledgeContract contract) {
    super(contract);
    this.contract = contract;
  }

  final Knowledge knowledge() {
    return instance();
  }

  Ref space() {
    return contract.space(knowledge(), provider());
  }

  KnowledgePage page(Ref space) {
    return page(space, "Text");
  }

  KnowledgePage page(Ref space, String body) {
    NewPage input = new NewPage(space, null, contract.freshName(), body, null);
    return knowledge().createPage(input, call("page.create"));
  }

  KnowledgePage read(Ref page) {
    return knowledge().getPage(new WhichPage(page), call("page.get"));
  }

  static Content text(String text) {
    return Content.of("text/plain", text.getBytes(StandardCharsets.UTF_8));
  }

  PageAttachment attached(Ref page, String name, String text) {
    return knowledge()
        .uploadAttachment(new NewAttachment(page, name, text(text)), call("attachment.upload"));
  }

  PageComment commented(Ref page, String body) {
    return knowledge().createComment(new NewPageComment(page, body), call("comment.create"));
  }

  List<PageRevision> revisions(Ref page, int limit) {
    return all(
        slice ->
            knowledge()
                .listRevisions(
                    new PageRevisionQuery(page, slice.cursor(), slice.limit()),
                    call("revision.list")),
        limit);
  }
}
