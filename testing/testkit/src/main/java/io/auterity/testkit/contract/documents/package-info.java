/** What every database of documents must do. */
@NullMarked
package io.auterity.testkit.contract.documents;

import org.jspecify.annotations.NullMarked;
