package io.auterity.testkit.contract.knowledge;

import io.auterity.spi.Change;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.AttachmentQuery;
import io.auterity.spi.knowledge.ContentSearch;
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

/** One input for each operation. */
final class KnowledgeInputs extends KnowledgePart {

  KnowledgeInputs(KnowledgeContract contract) {
    super(contract);
  }

  Object of(String operation) {
    if (!supports(operation)) {
      // What is refused as unsupported is refused whatever is asked for.
      Ref any = new Ref(provider().id(), contract.unknownId());
      return about(operation, any, any, any, "1");
    }
    if (operation.equals("space.create") || operation.equals("space.list")) {
      return about(operation, Ref.of(""), Ref.of(""), Ref.of(""), "");
    }
    Ref space = space();
    boolean ofPage = !operation.startsWith("space.") && !operation.equals("page.create");
    Ref page = ofPage ? page(space).ref() : Ref.of("");
    return about(operation, space, page, hangingFor(operation, page), revisionFor(operation, page));
  }

  private Ref hangingFor(String operation, Ref page) {
    return switch (operation) {
      case "attachment.get", "attachment.delete" -> attached(page, "a.txt", "A").ref();
      case "comment.update", "comment.delete" -> commented(page, "Well done").ref();
      default -> Ref.of("");
    };
  }

  private String revisionFor(String operation, Ref page) {
    return operation.equals("revision.get") ? revisions(page, 10).getFirst().id() : "";
  }

  /** An input that names these, whatever is there. */
  Object about(String operation, Ref space, Ref page, Ref hanging, String revision) {
    return switch (operation) {
      case "space.create" -> new NewSpace(contract.freshName(), "For a test");
      case "space.get", "space.delete" -> new WhichSpace(space);
      case "space.update" -> new SpaceUpdate(space, Change.to(contract.freshName()), Change.keep());
      case "space.list" -> new SpaceQuery(null, null);
      case "page.create" -> new NewPage(space, null, contract.freshName(), "Text", null);
      case "page.get", "page.delete" -> new WhichPage(page);
      case "page.update" -> new PageUpdate(page, Change.to(contract.freshName()), Change.keep());
      case "page.move" -> new PageMove(page, space, null, null);
      case "page.list" -> new PageListing(space, null, PageDepth.CHILDREN, null, null);
      case "attachment.upload" -> new NewAttachment(page, "a.txt", text("A"));
      case "attachment.get", "attachment.delete" -> new WhichAttachment(hanging);
      case "attachment.list" -> new AttachmentQuery(page, null, null);
      case "content.search" -> new ContentSearch("Text", space, null, null);
      case "content.export" -> new PageExport(page, PageFormat.MARKDOWN);
      case "content.import" ->
          new PageImport(space, null, contract.freshName(), PageFormat.MARKDOWN, text("Text"));
      case "share.create" -> new PageShare(page, contract.someone(), PagePermission.READ);
      case "share.list" -> new PageShareQuery(page, null, null);
      case "share.delete" -> new WhichPageShare(page, contract.someone());
      case "comment.update" -> new PageCommentUpdate(hanging, "Better done");
      case "comment.delete" -> new WhichPageComment(hanging);
      case "comment.create" -> new NewPageComment(page, "Well done");
      case "comment.list" -> new PageCommentQuery(page, null, null);
      case "revision.list" -> new PageRevisionQuery(page, null, null);
      case "revision.get" -> new WhichRevision(page, revision);
      default -> throw new AssertionError("no input for " + operation);
    };
  }
}
