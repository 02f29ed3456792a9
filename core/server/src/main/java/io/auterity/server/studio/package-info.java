/** The studio's files. */
@NullMarked
package io.auterity.server.studio;

import org.jspecify.annotations.NullMarked;
