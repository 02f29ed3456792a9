/** Directories in which providers keep files. */
@NullMarked
package io.auterity.platform.files;

import org.jspecify.annotations.NullMarked;
