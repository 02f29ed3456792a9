/** Documents in the platform's own database. */
@NullMarked
package io.auterity.plugins.documents;

import org.jspecify.annotations.NullMarked;
