/** Directories in which providers keep files. */
@NullMarked
package io.auterity.platform.provider.files;

import org.jspecify.annotations.NullMarked;
