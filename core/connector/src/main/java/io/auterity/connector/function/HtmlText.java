package io.auterity.connector.function;

import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Markdown to HTML, where HTML in it stays text, and back. What of a page markdown has no form for
 * is kept in the markdown as a fenced block, as it is; it becomes HTML again only in a page that
 * had it before, so that nothing of a page is lost and no caller writes elements that were not
 * there: a block that is not the page's own is refused.
 */
final class HtmlText {

  private static final HtmlRenderer RENDERER =
      HtmlRenderer.builder()
          .escapeHtml(true)
          .sanitizeUrls(true)
          .nodeRendererFactory(KeptRenderer::new)
          .build();

  /**
   * A page of its own.
   *
   * @throws StaleBlockException when it has a block that is kept of another
   */
  static String write(String markdown) {
    return written(markdown, Set.of());
  }

  /**
   * A page in the place of another.
   *
   * @throws StaleBlockException when it has a block that the other has not
   */
  static String write(String markdown, String before) {
    return written(markdown, HtmlReader.kept(before));
  }

  private static String written(String markdown, Set<String> kept) {
    Node document = withKept(markdown, kept);
    document.accept(new StaleBlocks());
    return RENDERER.render(document);
  }

  /** A page of which a block that is not kept becomes text. */
  static String write(String markdown, Set<String> kept) {
    return RENDERER.render(withKept(markdown, kept));
  }

  private static Node withKept(String markdown, Set<String> kept) {
    Node document = MarkdownText.parsed(markdown);
    Node node = document.getFirstChild();
    while (node != null) {
      Node next = node.getNext();
      if (node instanceof FencedCodeBlock block && HtmlReader.KEPT.equals(block.getInfo())) {
        String source = block.getLiteral().replaceFirst("\\n$", "");
        if (kept.contains(source)) {
          node.insertBefore(new Kept(source));
          node.unlink();
        }
      }
      node = next;
    }
    return document;
  }

  static String read(String html) {
    return HtmlReader.read(html);
  }

  /** Refuses a block that did not become the page's. */
  private static final class StaleBlocks extends AbstractVisitor {
    @Override
    public void visit(FencedCodeBlock block) {
      if (HtmlReader.KEPT.equals(block.getInfo())) {
        throw new StaleBlockException(block.getLiteral());
      }
    }
  }

  /** HTML that is written as it is. */
  private static final class Kept extends CustomBlock {
    private final String source;

    Kept(String source) {
      this.source = source;
    }
  }

  private static final class KeptRenderer implements NodeRenderer {
    private final HtmlWriter html;

    KeptRenderer(HtmlNodeRendererContext context) {
      this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
      return Set.of(Kept.class);
    }

    @Override
    public void render(Node node) {
      html.line();
      html.raw(((Kept) node).source);
      html.line();
    }
  }
}
