/** Pages in Markdown that are kept in git, and an index that finds them. */
@NullMarked
package io.auterity.plugins.knowledge;

import org.jspecify.annotations.NullMarked;
