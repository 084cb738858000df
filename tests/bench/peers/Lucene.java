// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.cjk.CJKAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.queryparser.classic.MultiFieldQueryParser;
import org.apache.lucene.queryparser.classic.ParseException;
import org.apache.lucene.queryparser.classic.QueryParser;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.highlight.Highlighter;
import org.apache.lucene.search.highlight.InvalidTokenOffsetsException;
import org.apache.lucene.search.highlight.NullFragmenter;
import org.apache.lucene.search.highlight.QueryScorer;
import org.apache.lucene.search.highlight.SimpleFragmenter;
import org.apache.lucene.search.highlight.SimpleHTMLFormatter;
import org.apache.lucene.search.uhighlight.UnifiedHighlighter;
import org.apache.lucene.store.FSDirectory;

/**
 * Lucene 8 as a site would set it up for Chinese and Japanese: CJKAnalyzer, BM25, titles counted three times, ten hits
 * with titles and bodies highlighted.
 *
 * usage: Lucene.java index FOLDER PAGES     pages as peers.py writes them
 *        Lucene.java serve FOLDER plain|unified     a query per line in, "wall CPU hits" per line out
 */
final class Lucene {
  private static final int HITS = 10;
  private static final int FRAGMENT = 160; // characters, as many as Sou's snippets have
  private static final String[] FIELDS = {"title", "body"};
  private static final Map<String, Float> BOOSTS = Map.of("title", 3f, "body", 1f);

  private final Analyzer analyzer = new CJKAnalyzer();
  private final IndexSearcher searcher;
  private final MultiFieldQueryParser parser = new MultiFieldQueryParser(FIELDS, analyzer, BOOSTS);
  private final UnifiedHighlighter unified; // null: the plain Highlighter

  private Lucene(Path folder, boolean unified) throws IOException {
    searcher = new IndexSearcher(DirectoryReader.open(FSDirectory.open(folder)));
    this.unified = unified ? new UnifiedHighlighter(searcher, analyzer) : null;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 3 && arguments[0].equals("index")) {
      index(Path.of(arguments[1]), Path.of(arguments[2]));
    } else if (arguments.length == 3 && arguments[0].equals("serve")) {
      new Lucene(Path.of(arguments[1]), arguments[2].equals("unified")).serve();
    } else {
      throw new IllegalArgumentException("index FOLDER PAGES, or serve FOLDER plain|unified");
    }
  }

  /** Pages are path, title and body, each ended by a zero byte. */
  private static void index(Path folder, Path pages) throws IOException {
    IndexWriterConfig config = new IndexWriterConfig(new CJKAnalyzer())
        .setOpenMode(IndexWriterConfig.OpenMode.CREATE)
        .setUseCompoundFile(false); // a file per part: less is copied, and the parts can be measured
    try (IndexWriter writer = new IndexWriter(FSDirectory.open(folder), config);
        InputStream in = Files.newInputStream(pages)) {
      Texts texts = new Texts(in);
      for (String path; (path = texts.next()) != null; ) {
        Document document = new Document();
        document.add(new StoredField("path", path));
        document.add(new TextField("title", texts.next(), Field.Store.YES));
        document.add(new TextField("body", texts.next(), Field.Store.YES));
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
  }

  /** Texts, each ended by a zero byte. (A Scanner takes as long for that as Lucene does to index them.) */
  private static final class Texts {
    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int begin;
    private int end;

    Texts(InputStream in) {
      this.in = in;
    }

    /** Null after the last. */
    String next() throws IOException {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      while (end >= 0) {
        int at = begin;
        while (at < end && buffer[at] != 0) ++at;
        text.write(buffer, begin, at - begin);
        begin = at + 1;
        if (at < end) return text.toString(StandardCharsets.UTF_8);
        begin = 0;
        end = in.read(buffer);
      }
      return null;
    }
  }

  private void serve() throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    BufferedReader queries = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String query; (query = queries.readLine()) != null; ) {
      long begin = System.nanoTime();
      long beginCpu = threads.getCurrentThreadCpuTime();
      int hits = answer(query);
      double cpu = (threads.getCurrentThreadCpuTime() - beginCpu) / 1e6;
      System.out.printf(Locale.ROOT, "%.4f %.4f %d%n", (System.nanoTime() - begin) / 1e6, cpu, hits);
      System.out.flush();
    }
  }

  private int answer(String text) throws Exception {
    Query query = parse(text);
    TopDocs found = searcher.search(query, HITS);
    if (unified != null) {
      Map<String, String[]> fragments = unified.highlightFields(FIELDS, query, found);
      return fragments.get("body").length;
    }
    int shown = 0;
    for (ScoreDoc hit : found.scoreDocs) {
      Document document = searcher.doc(hit.doc);
      String title = highlight(query, "title", document.get("title"), 1);
      String body = highlight(query, "body", document.get("body"), 2);
      if (title != null && body != null) ++shown;
    }
    return shown;
  }

  private String highlight(Query query, String field, String text, int fragments)
      throws IOException, InvalidTokenOffsetsException {
    Highlighter highlighter = new Highlighter(new SimpleHTMLFormatter("<mark>", "</mark>"), new QueryScorer(query, field));
    highlighter.setTextFragmenter(field.equals("title") ? new NullFragmenter() : new SimpleFragmenter(FRAGMENT));
    return highlighter.getBestFragments(analyzer.tokenStream(field, text), text, fragments, "…");
  }

  /** Phrases, -word and prefix* are kept, every other sign means itself. */
  private Query parse(String text) throws ParseException {
    String escaped = QueryParser.escape(text);
    String kept = escaped.replace("\\\"", "\"").replaceAll("(^|\\s)\\\\-(?=[^\\s\\\\])", "$1-").replaceAll("(\\w)\\\\\\*(?=\\s|$)", "$1*");
    try {
      return parser.parse(kept);
    } catch (ParseException error) { // an odd number of quotes, a lone AND
      return parser.parse(escaped.toLowerCase(Locale.ROOT));
    }
  }
}
