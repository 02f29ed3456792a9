package io.auterity.plugins.knowledge;

import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Done;
import io.auterity.spi.Page;
import io.auterity.spi.knowledge.AttachmentContent;
import io.auterity.spi.knowledge.AttachmentQuery;
import io.auterity.spi.knowledge.ContentHit;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.spi.knowledge.ExportedPage;
import io.auterity.spi.knowledge.Knowledge;
import io.auterity.spi.knowledge.KnowledgePage;
import io.auterity.spi.knowledge.NewAttachment;
import io.auterity.spi.knowledge.NewPage;
import io.auterity.spi.knowledge.NewPageComment;
import io.auterity.spi.knowledge.NewSpace;
import io.auterity.spi.knowledge.PageAttachment;
import io.auterity.spi.knowledge.PageComment;
import io.auterity.spi.knowledge.PageCommentQuery;
import io.auterity.spi.knowledge.PageCommentUpdate;
import io.auterity.spi.knowledge.PageExport;
import io.auterity.spi.knowledge.PageImport;
import io.auterity.spi.knowledge.PageListing;
import io.auterity.spi.knowledge.PageMove;
import io.auterity.spi.knowledge.PageRevision;
import io.auterity.spi.knowledge.PageRevisionQuery;
import io.auterity.spi.knowledge.PageUpdate;
import io.auterity.spi.knowledge.Space;
import io.auterity.spi.knowledge.SpaceQuery;
import io.auterity.spi.knowledge.SpaceUpdate;
import io.auterity.spi.knowledge.WhichAttachment;
import io.auterity.spi.knowledge.WhichPage;
import io.auterity.spi.knowledge.WhichPageComment;
import io.auterity.spi.knowledge.WhichRevision;
import io.auterity.spi.knowledge.WhichSpace;
import java.lang.System.Logger.Level;

/** The store of one provider: hands each operation to the part that knows its resource. */
final class KnowledgeClient implements Knowledge {

  private final KnowledgeContext knowledgeContext;
  private final Spaces spaces;
  private final PageStore pages;
  private final PageMoves moves;
  private final Attachments attachments;
  private final Comments comments;
  private final Revisions revisions;
  private final Transfers transfers;
  private final PageSearch finder;
  private final PageArchive archive;
  private final PageMeanings meanings;
  private final Packing packing;

  KnowledgeClient(KnowledgeContext knowledgeContext) {
    this.knowledgeContext = knowledgeContext;
    archive = new PageArchive(knowledgeContext);
    meanings = new PageMeanings(knowledgeContext);
    packing = new Packing(knowledgeContext, archive, Packing.MOST_LOOSE);
    spaces = new Spaces(knowledgeContext, archive);
    pages = new PageStore(knowledgeContext, archive);
    moves = new PageMoves(knowledgeContext, archive);
    attachments = new Attachments(knowledgeContext, archive);
    comments = new Comments(knowledgeContext, archive);
    revisions = new Revisions(knowledgeContext, archive);
    transfers = new Transfers(pages);
    finder = new PageSearch(knowledgeContext, archive, new SearchIndex(knowledgeContext), meanings);
  }

  /** Does what is done beside the calls. */
  void checked(Call check) {
    packing.checked(check);
    try {
      archive.settle(check);
    } catch (CallFailedException _) {
      // The next check or write does it.
      return;
    }
  }

  /**
   * The result of a large write; the index of pages' meanings follows. What was asked for is done:
   * a later failure, a defect too, is not told to the caller, who would write once more for that,
   * and the next search makes up for it.
   */
  private <T> T written(T result, Call call) {
    try {
      packing.written(call);
      if (meanings.follows()) {
        archive.read(
            call,
            snapshot -> {
              meanings.follow(snapshot, call);
              return true;
            });
      }
    } catch (CallFailedException e) {
      // Logged where it failed, as far as an operator can do anything about it.
    } catch (RuntimeException e) {
      System.Logger logger = knowledgeContext.context().plugin().logger();
      logger.log(
          Level.ERROR, knowledgeContext.context().id() + ": what follows a write is broken", e);
    }
    return result;
  }

  @Override
  public Space createSpace(NewSpace space, Call call) {
    return spaces.create(space, call);
  }

  @Override
  public Space getSpace(WhichSpace input, Call call) {
    return spaces.get(input, call);
  }

  @Override
  public Space updateSpace(SpaceUpdate update, Call call) {
    return spaces.update(update, call);
  }

  @Override
  public Done deleteSpace(WhichSpace input, Call call) {
    return written(spaces.delete(input, call), call);
  }

  @Override
  public Page<Space> listSpaces(SpaceQuery query, Call call) {
    return spaces.list(query, call);
  }

  @Override
  public KnowledgePage createPage(NewPage page, Call call) {
    return written(pages.create(page, call), call);
  }

  @Override
  public KnowledgePage getPage(WhichPage input, Call call) {
    return pages.get(input, call);
  }

  @Override
  public KnowledgePage updatePage(PageUpdate update, Call call) {
    return written(pages.update(update, call), call);
  }

  @Override
  public Done deletePage(WhichPage input, Call call) {
    return written(pages.delete(input, call), call);
  }

  @Override
  public KnowledgePage movePage(PageMove move, Call call) {
    return written(moves.move(move, call), call);
  }

  @Override
  public Page<KnowledgePage> listPages(PageListing query, Call call) {
    return pages.list(query, call);
  }

  @Override
  public PageAttachment uploadAttachment(NewAttachment attachment, Call call) {
    return written(attachments.upload(attachment, call), call);
  }

  @Override
  public AttachmentContent getAttachment(WhichAttachment input, Call call) {
    return attachments.get(input, call);
  }

  @Override
  public Page<PageAttachment> listAttachments(AttachmentQuery query, Call call) {
    return attachments.list(query, call);
  }

  @Override
  public Done deleteAttachment(WhichAttachment input, Call call) {
    return attachments.delete(input, call);
  }

  @Override
  public Page<ContentHit> searchContent(ContentSearch search, Call call) {
    return finder.search(search, call);
  }

  @Override
  public ExportedPage exportContent(PageExport export, Call call) {
    return transfers.export(export, call);
  }

  @Override
  public KnowledgePage importContent(PageImport imported, Call call) {
    return written(transfers.imported(imported, call), call);
  }

  @Override
  public PageComment createComment(NewPageComment comment, Call call) {
    return comments.create(comment, call);
  }

  @Override
  public PageComment updateComment(PageCommentUpdate update, Call call) {
    return comments.update(update, call);
  }

  @Override
  public Done deleteComment(WhichPageComment input, Call call) {
    return comments.delete(input, call);
  }

  @Override
  public Page<PageComment> listComments(PageCommentQuery query, Call call) {
    return comments.list(query, call);
  }

  @Override
  public Page<PageRevision> listRevisions(PageRevisionQuery query, Call call) {
    return revisions.list(query, call);
  }

  @Override
  public KnowledgePage getRevision(WhichRevision input, Call call) {
    return revisions.get(input, call);
  }
}
