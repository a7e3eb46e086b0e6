"""Pictures of a whole: who may talk to whom, as Mermaid, as SVG, and as one page. Data in, text out."""
