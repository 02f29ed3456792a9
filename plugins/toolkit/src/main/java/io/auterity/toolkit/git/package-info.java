/** JGit for plugins that bring it. */
@NullMarked
package io.auterity.toolkit.git;

import org.jspecify.annotations.NullMarked;
