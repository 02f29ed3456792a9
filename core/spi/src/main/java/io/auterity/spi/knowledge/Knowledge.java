package io.auterity.spi.knowledge;

import io.auterity.spi.Call;
import io.auterity.spi.DataClass;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.Page;

/**
 * Written knowledge: spaces, their pages and what hangs on them. A documentation tool that is no
 * more than that offers {@code space.create}, {@code page.create} and {@code content.search} alone.
 */
@Kind("knowledge")
public interface Knowledge {

  @Operation(
      resource = "space",
      verb = "create",
      summary = "Create a space that holds pages",
      effect = Effect.NON_IDEMPOTENT)
  default Space createSpace(NewSpace space, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "space", verb = "get", summary = "Read one space", effect = Effect.NONE)
  default Space getSpace(WhichSpace input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "space",
      verb = "update",
      summary = "Change fields of a space",
      effect = Effect.IDEMPOTENT)
  default Space updateSpace(SpaceUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "space",
      verb = "delete",
      summary = "Delete a space with all its pages",
      effect = Effect.IDEMPOTENT)
  default Done deleteSpace(WhichSpace input, Call call) {
    throw call.unsupported();
  }

  @Operation(resource = "space", verb = "list", summary = "List spaces", effect = Effect.NONE)
  default Page<Space> listSpaces(SpaceQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "page",
      verb = "create",
      summary = "Write a new page",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default KnowledgePage createPage(NewPage page, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "page",
      verb = "get",
      summary = "Read one page",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default KnowledgePage getPage(WhichPage input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "page",
      verb = "update",
      summary = "Change title or text of a page",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default KnowledgePage updatePage(PageUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "page",
      verb = "delete",
      summary = "Delete a page",
      effect = Effect.IDEMPOTENT)
  default Done deletePage(WhichPage input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "page",
      verb = "move",
      summary = "Move a page with those under it",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default KnowledgePage movePage(PageMove move, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "page",
      verb = "list",
      summary = "List pages of a space, without their texts",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<KnowledgePage> listPages(PageListing query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "attachment",
      verb = "upload",
      summary = "Hang a file on a page",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default PageAttachment uploadAttachment(NewAttachment attachment, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "attachment",
      verb = "get",
      summary = "Read one attachment with its bytes",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default AttachmentContent getAttachment(WhichAttachment input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "attachment",
      verb = "list",
      summary = "List the attachments of a page",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<PageAttachment> listAttachments(AttachmentQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "attachment",
      verb = "delete",
      summary = "Delete an attachment",
      effect = Effect.IDEMPOTENT)
  default Done deleteAttachment(WhichAttachment input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "content",
      verb = "search",
      summary = "Find pages by words, best first",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<ContentHit> searchContent(ContentSearch search, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "content",
      verb = "export",
      summary = "Read a page as a file of a format",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default ExportedPage exportContent(PageExport export, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "content",
      verb = "import",
      summary = "Make a page of a file of a format",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default KnowledgePage importContent(PageImport imported, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "share",
      verb = "create",
      summary = "Let a person read or write a page",
      effect = Effect.IDEMPOTENT)
  default PageShare createShare(PageShare share, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "share",
      verb = "list",
      summary = "List who may read or write a page by a share of its own",
      effect = Effect.NONE)
  default Page<PageShare> listShares(PageShareQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "share",
      verb = "delete",
      summary = "Take back a share of a page",
      effect = Effect.IDEMPOTENT)
  default Done deleteShare(WhichPageShare input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "comment",
      verb = "create",
      summary = "Comment on a page",
      effect = Effect.NON_IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default PageComment createComment(NewPageComment comment, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "comment",
      verb = "list",
      summary = "List the comments on a page, oldest first",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<PageComment> listComments(PageCommentQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "comment",
      verb = "update",
      summary = "Change what a comment says",
      effect = Effect.IDEMPOTENT,
      dataClass = DataClass.CUSTOMER)
  default PageComment updateComment(PageCommentUpdate update, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "comment",
      verb = "delete",
      summary = "Delete a comment",
      effect = Effect.IDEMPOTENT)
  default Done deleteComment(WhichPageComment input, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "revision",
      verb = "list",
      summary = "List how a page stood, newest first",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default Page<PageRevision> listRevisions(PageRevisionQuery query, Call call) {
    throw call.unsupported();
  }

  @Operation(
      resource = "revision",
      verb = "get",
      summary = "Read a page as it stood at a revision",
      effect = Effect.NONE,
      dataClass = DataClass.CUSTOMER)
  default KnowledgePage getRevision(WhichRevision input, Call call) {
    throw call.unsupported();
  }
}
